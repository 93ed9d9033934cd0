using GraphRuntime.Testing.Checkpointing.Model;
using GraphRuntime.Testing.Laws;

namespace GraphRuntime.Testing;

/// <summary>
/// Checks that a graph keeps the laws of <see cref="GraphLaw"/>: it runs the graph straight, then in many other ways (pausing everywhere, in processes that end at
/// any write, answering in any order, from earlier checkpoints), and compares the states.
/// </summary>
/// <typeparam name="TState">The state.</typeparam>
/// <param name="subject">The graph and what is done with it.</param>
public sealed class GraphLaws<TState>(GraphLawSubject<TState> subject)
    where TState : class
{
    private readonly GraphLawSubject<TState> _subject = subject ?? throw new ArgumentNullException(nameof(subject));

    /// <summary>Checks every law once, with choices that follow from a seed.</summary>
    /// <param name="seed">The seed; the same seed makes the same choices.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that completes when every law held.</returns>
    /// <exception cref="GraphLawViolationException">A law was broken. The message says how to repeat it.</exception>
    public async Task CheckAsync(int seed, CancellationToken cancellationToken = default)
    {
        var straight = _subject.ExpectedStates
            ?? await StatesAsync(GraphLaw.Stepping, seed, new WayToRun(), cancellationToken).ConfigureAwait(false);
        foreach (var law in Enum.GetValues<GraphLaw>())
        {
            await CheckAsync(law, seed, straight, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Checks one law.</summary>
    /// <param name="law">The law.</param>
    /// <param name="seed">The seed; the same seed makes the same choices.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that completes when the law held.</returns>
    /// <exception cref="GraphLawViolationException">The law was broken. The message says how to repeat it.</exception>
    public async Task CheckAsync(GraphLaw law, int seed, CancellationToken cancellationToken = default)
    {
        var straight = _subject.ExpectedStates ?? await StatesAsync(law, seed, new WayToRun(), cancellationToken).ConfigureAwait(false);
        await CheckAsync(law, seed, straight, cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckAsync(GraphLaw law, int seed, IReadOnlyList<string> straight, CancellationToken cancellationToken)
    {
        var random = new SeededRandom(unchecked((ulong)seed * 31 + (ulong)law));
        foreach (var way in WayToRun.Of(law, random))
        {
            var states = await StatesAsync(law, seed, way, cancellationToken).ConfigureAwait(false);
            for (var turn = 0; turn < straight.Count; turn++)
            {
                if (states[turn] != straight[turn])
                {
                    throw new GraphLawViolationException(law, seed, $"after input {turn + 1}, {way}, the state is{Environment.NewLine}  {states[turn]}{Environment.NewLine}and should be{Environment.NewLine}  {straight[turn]}");
                }
            }
        }
    }

    private async Task<IReadOnlyList<string>> StatesAsync(GraphLaw law, int seed, WayToRun way, CancellationToken cancellationToken)
    {
        _subject.Begin();
        var thread = new LawThread<TState>(_subject, way);
        try
        {
            var states = await thread.RunAsync(cancellationToken).ConfigureAwait(false);
            return way.CountsExecutions && _subject.End(thread.Interruptions) is { } difference ? throw new GraphLawViolationException(law, seed, $"{way}: {difference}") : states;
        }
        catch (Exception exception) when (exception is not (GraphLawViolationException or OperationCanceledException))
        {
            throw new GraphLawViolationException(law, seed, $"{way}: {exception.GetType().Name}: {exception.Message}", exception);
        }
    }
}
