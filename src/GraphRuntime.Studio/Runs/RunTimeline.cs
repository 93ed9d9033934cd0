using System.Globalization;
using GraphRuntime.Threads;

namespace GraphRuntime.Studio;

/// <summary>Reads the runs of a thread as the timeline shows them: stored runs, and those whose records are gone.</summary>
internal sealed class RunTimeline(StudioServices services, ThreadInfo thread)
{
    private const int MostRows = 10_000;

    public async ValueTask<ItemPage<RunView>> ListAsync(int limit, int offset, CancellationToken cancellationToken)
    {
        if (offset + limit > MostRows)
        {
            throw StudioException.Invalid($"'offset' and 'limit' reach at most {MostRows.ToString(CultureInfo.InvariantCulture)} runs.");
        }

        var history = await HistoryAsync(cancellationToken).ConfigureAwait(false);
        var stored = await services.Coordinator.ListRunsAsync(thread.ThreadId, new RunListOptions { Limit = offset + limit + 1 }, cancellationToken).ConfigureAwait(false);
        var removed = await RemovedRuns.ReadAsync(services.Coordinator, thread, history, runId: null, cancellationToken).ConfigureAwait(false);
        var known = stored.Select(static run => run.RunId).ToHashSet(StringComparer.Ordinal);
        var rows = stored.Select(static run => (run.CreatedAt, Run: (RunInfo?)run, run.RunId))
            .Concat(removed.Ids.Where(id => !known.Contains(id)).Select(id => (CreatedAt: removed.CreatedAt(id), Run: (RunInfo?)null, RunId: id)))
            .OrderByDescending(static row => row.CreatedAt).ThenByDescending(static row => row.Run?.Sequence ?? 0)
            .Skip(offset).Take(limit + 1).ToList();
        var views = new List<RunView>();
        foreach (var row in rows)
        {
            var view = row.Run is { } run ? await TryReadAsync(run, history, cancellationToken).ConfigureAwait(false) : Explain(removed.Describe(row.RunId), history);
            if (view is not null)
            {
                views.Add(view);
            }
        }

        return ItemPage<RunView>.Of(views, limit);
    }

    /// <summary>One run, explained by the coordinator. That reads all events of the thread, so that lists explain their runs from the lifecycle events at hand.</summary>
    /// <exception cref="RunNotFoundException">The thread never had such a run.</exception>
    public async ValueTask<RunView> GetAsync(string runId, CancellationToken cancellationToken)
    {
        var run = await FindAsync(runId, cancellationToken).ConfigureAwait(false);
        try
        {
            var explanation = await services.Coordinator.ExplainAsync(thread.ThreadId, runId, cancellationToken).ConfigureAwait(false);
            return run with { Why = explanation.ToString(), DisplacedBy = explanation.End?.DisplacedBy ?? run.DisplacedBy };
        }
        catch (RunNotFoundException)
        {
            // It was removed meanwhile, and nothing is stored about it any more.
            return run;
        }
    }

    private async ValueTask<RunView> FindAsync(string runId, CancellationToken cancellationToken)
    {
        var history = await HistoryAsync(cancellationToken).ConfigureAwait(false);
        var removed = await RemovedRuns.ReadAsync(services.Coordinator, thread, history, runId, cancellationToken).ConfigureAwait(false);
        if (removed.Ids.Contains(runId))
        {
            return Explain(removed.Describe(runId), history);
        }

        var run = await services.Coordinator.GetRunAsync(thread.ThreadId, runId, cancellationToken).ConfigureAwait(false);
        return await TryReadAsync(run, history, cancellationToken).ConfigureAwait(false) ?? throw new RunNotFoundException(thread.ThreadId, runId);
    }

    private async ValueTask<RunHistory> HistoryAsync(CancellationToken cancellationToken) => new(await services.Lifecycles.ReadAsync(thread, cancellationToken).ConfigureAwait(false));

    /// <summary>A stored run with its history; <see langword="null"/> where it was removed meanwhile.</summary>
    private async ValueTask<RunView?> TryReadAsync(RunInfo run, RunHistory history, CancellationToken cancellationToken)
    {
        if (await services.RunStore.GetRunAsync(run.ThreadId, run.RunId, cancellationToken).ConfigureAwait(false) is not { } record)
        {
            return null;
        }

        var view = Describe(record) with
        {
            Metadata = Scalars.Write(run.Metadata),
            Studio = run.Metadata.GetValueOrDefault(StudioMark.Key) as string,
            MergedFrom = [.. (await OriginsAsync(run, cancellationToken).ConfigureAwait(false)).Select(static origin => new MergedView(origin.RunId, origin.CreatedAt, InputPreview.Of(origin.Input)))],
        };
        return Explain(view, history);
    }

    /// <summary>Only a run that rolled others back can have their inputs. A list has no origins.</summary>
    private async ValueTask<IReadOnlyList<RunOrigin>> OriginsAsync(RunInfo run, CancellationToken cancellationToken)
    {
        if (run.Strategy != MultitaskStrategy.Rollback || run.Origins.Count > 0)
        {
            return run.Origins;
        }

        try
        {
            return (await services.Coordinator.GetRunAsync(run.ThreadId, run.RunId, cancellationToken).ConfigureAwait(false)).Origins;
        }
        catch (RunNotFoundException)
        {
            return [];
        }
    }

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

    private static RunView Explain(RunView run, RunHistory history)
    {
        var known = run with { DisplacedBy = run.DisplacedBy ?? history.DisplacerOf(run.RunId), WaitedFor = history.InFlightAtAdmission(run.RunId), Facts = [.. history.Of(run.RunId)] };
        return known with { Why = RunReason.Of(known) };
    }
}
