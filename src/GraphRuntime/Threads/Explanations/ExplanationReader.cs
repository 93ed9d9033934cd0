using System.Runtime.CompilerServices;

namespace GraphRuntime.Threads;

/// <summary>
/// Reads what explanations are made of: the facts about the runs, and the decisions about other runs that were admitted while these were in flight. It reads no events, and no
/// facts from other times.
/// </summary>
internal sealed class ExplanationReader(IRunStore store, string threadId)
{
    private const int LeastPage = 64;
    private const int MostPage = 1_000;
    private const int FactsOfRun = 16;

    /// <param name="runIds">The runs.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>One builder for each run.</returns>
    /// <exception cref="ThreadNotFoundException">There is no such thread.</exception>
    public async ValueTask<IReadOnlyDictionary<string, ExplanationBuilder>> ReadAsync(IReadOnlyCollection<string> runIds, CancellationToken cancellationToken)
    {
        var builders = runIds.Distinct(StringComparer.Ordinal).ToDictionary(static id => id, id => new ExplanationBuilder(threadId, id), StringComparer.Ordinal);
        var limit = Math.Clamp(builders.Count * FactsOfRun, LeastPage, MostPage);
        var (first, last) = await FindPeriodAsync(builders.Keys, limit, cancellationToken).ConfigureAwait(false);
        if (last == 0)
        {
            return builders;
        }

        var period = new ExplanationPeriod(last);
        await foreach (var fact in FactsAsync(new RunFactQuery(threadId) { After = first - 1, Limit = limit }, cancellationToken).ConfigureAwait(false))
        {
            if (!period.Contains(fact))
            {
                break;
            }

            Add(fact, builders);
        }

        return builders;
    }

    /// <summary>Gives a fact to its run, and a decision also to the runs that it names.</summary>
    private static void Add(StoredThreadEvent stored, Dictionary<string, ExplanationBuilder> builders)
    {
        var fact = stored.Fact!;
        var decision = fact.Kind == RunFactKind.Decided ? DecisionJson.Read(fact.Data) : null;
        if (builders.TryGetValue(stored.RunId, out var own))
        {
            own.AddOwn(fact, stored.At, decision);
        }

        foreach (var named in decision?.InFlight ?? [])
        {
            if (builders.TryGetValue(named.RunId, out var other))
            {
                other.AddOther(stored, decision!, named);
            }
        }
    }

    /// <summary>The numbers of the first and the last fact about the runs; 0 where there is none.</summary>
    private async ValueTask<(long First, long Last)> FindPeriodAsync(IReadOnlyCollection<string> runIds, int limit, CancellationToken cancellationToken)
    {
        var (first, last) = (0L, 0L);
        await foreach (var fact in FactsAsync(new RunFactQuery(threadId) { RunIds = runIds, Limit = limit }, cancellationToken).ConfigureAwait(false))
        {
            (first, last) = (first == 0 ? fact.Number : first, fact.Number);
        }

        return (first, last);
    }

    private async IAsyncEnumerable<StoredThreadEvent> FactsAsync(RunFactQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await store.ReadFactsAsync(query, cancellationToken).ConfigureAwait(false) ?? throw new ThreadNotFoundException(threadId);
            foreach (var fact in page.Events)
            {
                yield return fact;
            }

            if (page.Events.Count < query.Limit)
            {
                yield break;
            }

            query = query with { After = page.Events[^1].Number };
        }
    }
}
