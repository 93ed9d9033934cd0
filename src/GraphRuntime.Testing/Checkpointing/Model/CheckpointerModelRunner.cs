using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Checkpointing.Model;

namespace GraphRuntime.Testing;

/// <summary>
/// Runs random sequences of operations on a checkpointer and on <see cref="CheckpointerModel"/>, and compares outcomes and everything that
/// can be read after each step. Use it beside <see cref="CheckpointerConformance"/>: the cases check clauses, this checks how they meet.
/// </summary>
public static class CheckpointerModelRunner
{
    /// <summary>Runs the sequence that belongs to a seed, on threads of its own.</summary>
    /// <param name="checkpointer">The checkpointer to check.</param>
    /// <param name="seed">The seed; the same seed gives the same sequence.</param>
    /// <param name="operations">The number of operations; at least 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that completes when the sequence gave no difference.</returns>
    /// <exception cref="ConformanceFailureException">There is a difference. The message has the seed, and the shortest sequence found that shows one.</exception>
    public static async Task RunAsync(ICheckpointer checkpointer, int seed, int operations = 40, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checkpointer);
        ArgumentOutOfRangeException.ThrowIfLessThan(operations, 1);
        var random = new SeededRandom(unchecked((ulong)seed));
        Operation[] sequence = [.. Enumerable.Range(0, operations).Select(_ => Operation.Next(random))];
        var run = new SequenceRun(checkpointer, cancellationToken);
        var difference = await run.FirstDifferenceAsync(sequence).ConfigureAwait(false);
        if (difference is null)
        {
            return;
        }

        var (shorter, shrunk) = await ShrinkAsync(checkpointer, sequence, cancellationToken).ConfigureAwait(false);
        throw new ConformanceFailureException(shrunk is null
            ? $"Seed {seed}: {difference}. It did not happen again with the same sequence:{Environment.NewLine}{run.Steps}"
            : $"Seed {seed}: {shrunk}, after{Environment.NewLine}{shorter.Steps}");
    }

    private static async Task<(SequenceRun Run, string? Difference)> ShrinkAsync(
        ICheckpointer checkpointer, IReadOnlyList<Operation> sequence, CancellationToken cancellationToken)
    {
        var shortest = await SequenceShrinker.ShrinkAsync<Operation>(sequence, async candidate =>
        {
            var run = new SequenceRun(checkpointer, cancellationToken);
            return await run.FirstDifferenceAsync(candidate).ConfigureAwait(false) is not null;
        }).ConfigureAwait(false);
        var last = new SequenceRun(checkpointer, cancellationToken);
        return (last, await last.FirstDifferenceAsync(shortest).ConfigureAwait(false));
    }
}
