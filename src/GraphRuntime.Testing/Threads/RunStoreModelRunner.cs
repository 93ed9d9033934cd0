using GraphRuntime.Testing.Checkpointing.Model;
using GraphRuntime.Testing.Threads.Model;
using GraphRuntime.Threads;

namespace GraphRuntime.Testing;

/// <summary>
/// Runs random sequences of calls on a run store and on a model of <see cref="IRunStore"/>, and compares every answer, every stored field and every hint after each
/// call. Use it beside <see cref="RunStoreConformance"/>: the cases check clauses, this checks how they meet.
/// </summary>
public static class RunStoreModelRunner
{
    /// <summary>Runs the sequence that belongs to a seed, on threads of its own, which it removes at the end.</summary>
    /// <param name="subject">The run store to check. Nobody else may use its database meanwhile, as claims take whatever is ready. Its clock is moved, also backwards.</param>
    /// <param name="seed">The seed; the same seed gives the same sequence.</param>
    /// <param name="operations">The number of calls; at least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that completes when the sequence gave no difference.</returns>
    /// <exception cref="ConformanceFailureException">There is a difference. The message has the seed, and the shortest sequence found that shows one.</exception>
    public static async Task RunAsync(RunStoreSubject subject, int seed, int operations = 60, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentOutOfRangeException.ThrowIfLessThan(operations, 1);
        var random = new SeededRandom(unchecked((ulong)seed));
        RunOperation[] sequence = [.. Enumerable.Range(0, operations).Select(_ => RunOperation.Next(random))];
        var run = new RunSequence(subject, cancellationToken);
        if (await run.FirstDifferenceAsync(sequence).ConfigureAwait(false) is not { } difference)
        {
            return;
        }

        var shortest = await SequenceShrinker.ShrinkAsync<RunOperation>(
            sequence, async shorter => await new RunSequence(subject, cancellationToken).FirstDifferenceAsync(shorter).ConfigureAwait(false) is not null).ConfigureAwait(false);
        var last = new RunSequence(subject, cancellationToken);
        var shrunk = await last.FirstDifferenceAsync(shortest).ConfigureAwait(false);
        throw new ConformanceFailureException(shrunk is null
            ? $"Seed {seed}, {operations} calls: {difference}. It did not happen again with the same sequence:{Environment.NewLine}{run.Steps}"
            : $"Seed {seed}, {operations} calls: {shrunk}{Environment.NewLine}after{Environment.NewLine}{last.Steps}");
    }
}
