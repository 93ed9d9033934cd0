using System.Globalization;
using GraphRuntime.Threads;

namespace GraphRuntime.Studio;

/// <summary>Reads the runs of a thread as the timeline shows them: stored runs, and those whose records are gone.</summary>
internal sealed class RunTimeline(StudioServices services, ThreadInfo thread)
{
    private const int MostRows = 10_000;

    /// <summary>Inputs can be large: so many are in memory at once.</summary>
    private const int MostInputs = 50;

    public async ValueTask<ItemPage<RunView>> ListAsync(int limit, int offset, CancellationToken cancellationToken)
    {
        if (offset + limit > MostRows)
        {
            throw StudioException.Invalid($"'offset' and 'limit' reach at most {MostRows.ToString(CultureInfo.InvariantCulture)} runs.");
        }

        var history = await HistoryAsync(cancellationToken).ConfigureAwait(false);
        var query = new RunQuery { ThreadId = thread.ThreadId, NewestFirst = true, Limit = offset + limit + 1 };
        var stored = await services.RunStore.ListRunsAsync(query, cancellationToken).ConfigureAwait(false);
        var removed = await RemovedRuns.ReadAsync(services.Coordinator, thread, history, runId: null, cancellationToken).ConfigureAwait(false);
        var known = stored.Select(static run => run.RunId).ToHashSet(StringComparer.Ordinal);
        string[] ids =
        [
            .. stored.Select(static run => (run.CreatedAt, run.Sequence, run.RunId))
                .Concat(removed.Ids.Where(id => !known.Contains(id)).Select(id => (CreatedAt: removed.CreatedAt(id), Sequence: 0L, RunId: id)))
                .OrderByDescending(static row => row.CreatedAt).ThenByDescending(static row => row.Sequence)
                .Skip(offset).Take(limit + 1).Select(static row => row.RunId),
        ];
        return ItemPage<RunView>.Of(await ReadAsync(ids, history, removed, cancellationToken).ConfigureAwait(false), limit);
    }

    /// <exception cref="RunNotFoundException">The thread never had such a run.</exception>
    public async ValueTask<RunView> GetAsync(string runId, CancellationToken cancellationToken)
    {
        var history = await HistoryAsync(cancellationToken).ConfigureAwait(false);
        var removed = await RemovedRuns.ReadAsync(services.Coordinator, thread, history, runId, cancellationToken).ConfigureAwait(false);
        return await ReadAsync([runId], history, removed, cancellationToken).ConfigureAwait(false) is [var run] ? run : throw new RunNotFoundException(thread.ThreadId, runId);
    }

    /// <summary>Reads runs with what is known of them. The number of reads hardly depends on the number of runs; runs that were removed meanwhile, without a trace, are left out.</summary>
    private async ValueTask<List<RunView>> ReadAsync(IReadOnlyList<string> ids, RunHistory history, RemovedRuns removed, CancellationToken cancellationToken)
    {
        var views = new Dictionary<string, RunView>(StringComparer.Ordinal);
        foreach (var part in ids.Chunk(MostInputs))
        {
            var query = new RunQuery { ThreadId = thread.ThreadId, RunIds = part, WithContents = true, Limit = MostInputs };
            foreach (var run in await services.RunStore.ListRunsAsync(query, cancellationToken).ConfigureAwait(false))
            {
                var metadata = Scalars.Read(run.Metadata);
                views[run.RunId] = Describe(run) with { Studio = StudioMark.Of(metadata), Metadata = metadata, MergedFrom = MergedInputs.Of(run.Input) };
            }
        }

        foreach (var id in removed.Ids.Where(id => !views.ContainsKey(id) && ids.Contains(id)))
        {
            views[id] = removed.Describe(id);
        }

        var explained = await services.Coordinator.ExplainRunsAsync(thread.ThreadId, ids, cancellationToken).ConfigureAwait(false);
        var explanations = explained.ToDictionary(static one => one.RunId, StringComparer.Ordinal);
        return [.. ids.Where(views.ContainsKey).Select(id => Explain(views[id], explanations.GetValueOrDefault(id), history))];
    }

    private async ValueTask<RunHistory> HistoryAsync(CancellationToken cancellationToken) => new(await services.Lifecycles.ReadAsync(thread, cancellationToken).ConfigureAwait(false));

    /// <summary>A run without its history.</summary>
    public static RunView Describe(StoredRun run) => new()
    {
        RunId = run.RunId,
        ThreadId = run.ThreadId,
        Graph = run.GraphName,
        Status = WireNames.Of(run.Status),
        Reason = WireNames.Of(run.Reason),
        Strategy = run.Strategy.ToName(),
        Sequence = run.Sequence,
        Attempt = run.Attempt,
        CreatedAt = run.CreatedAt,
        NotBefore = run.NotBefore > run.CreatedAt ? run.NotBefore : null,
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        Error = run.Error,
        Input = InputPreview.Of(run.Input),
        Owner = run.Owner,
        LeaseUntil = run.LeaseUntil,
    };

    private static RunView Explain(RunView run, RunExplanation? explanation, RunHistory history) => run with
    {
        Facts = [.. history.Of(run.RunId)],
        Why = explanation?.ToString() ?? "",
        WaitedFor = explanation?.WaitedFor ?? [],
        Displaced = [.. explanation?.Displaced.Select(static one => new DisplacedView(one.RunId, WireNames.Of(one.Outcome))) ?? []],
        DisplacedBy = explanation?.End?.DisplacedBy ?? run.DisplacedBy,
    };
}
