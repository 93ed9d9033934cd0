using GraphRuntime.Threads;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Testing.Threads.Model;

/// <summary>A thread of the model: a header, and all its runs in a list.</summary>
internal sealed class ModelRunThread(ThreadHeader header) : ILedgerRuns
{
    public ThreadHeader Header { get; set; } = header;

    public Dictionary<string, ModelRun> Runs { get; } = new(StringComparer.Ordinal);

    /// <summary>The records of removed runs.</summary>
    public List<RemovedRun> Removed { get; } = [];

    /// <summary>Ids and idempotency keys of erased runs, and the run that has their inputs now.</summary>
    public Dictionary<string, string> InheritedIds { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> InheritedKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>The events of all runs, and what was told about runs, by number.</summary>
    public List<StoredThreadEvent> Log { get; } = [];

    public IEnumerable<StoredRun> Stored => Runs.Values.Select(run => run.Stored);

    public StoredRun? Running => Stored.FirstOrDefault(run => run.Status == RunStatus.Running);

    public IEnumerable<StoredRun> Queued => Pending.Where(run => !run.Delayed).Order(RunTransitions.InQueue);

    public IEnumerable<StoredRun> Delayed => Pending.Where(run => run.Delayed).Order(RunTransitions.InDelay);

    public IEnumerable<StoredRun> Held => Pending.Where(run => run.Held).OrderBy(run => run.Sequence);

    public IEnumerable<StoredRun> SteeredInto(string runId) => Stored.Where(run => run.SteersRunId == runId).OrderBy(run => run.Sequence);

    public IEnumerable<string> OwedRunIds => Stored.Where(run => run.InputOwed).Select(run => run.RunId);

    private IEnumerable<StoredRun> Pending => Stored.Where(run => run.Status == RunStatus.Pending);

    public StoredRun? Find(string runId) => Runs.GetValueOrDefault(runId)?.Stored;

    public StoredRun? Find(RunLease lease) => Find(lease.RunId) is { Status: RunStatus.Running } run && run.Epoch == lease.Epoch ? run : null;

    /// <summary>The run that a new one would repeat.</summary>
    public StoredRun? Repeated(NewRun run) =>
        Find(run.RunId)
        ?? Find(InheritedIds.GetValueOrDefault(run.RunId) ?? "")
        ?? Stored.FirstOrDefault(one => run.IdempotencyKey is not null && one.IdempotencyKey == run.IdempotencyKey)
        ?? Find(InheritedKeys.GetValueOrDefault(run.IdempotencyKey ?? "") ?? "");

    public ThreadSnapshot Snapshot(DateTimeOffset now, bool includeInputs) => new()
    {
        Thread = Header.ToStored(),
        Now = now,
        Epoch = Header.Epoch,
        Runs = [.. Stored.Where(run => run.Status == RunStatus.Running).Concat(Queued).Concat(Delayed).Select(run => RunInFlight.Of(run, includeInputs))],
    };

    public void Apply(LedgerChange change)
    {
        Header = change.Header;
        foreach (var run in change.Saved)
        {
            Runs[run.RunId].Stored = run;
        }

        if (change.Added is { } added)
        {
            Runs.Add(added.RunId, new ModelRun { Stored = added });
        }

        foreach (var run in change.Erased)
        {
            Remove(run, change.InheritsKeys ? change.Added!.RunId : null);
            Log.RemoveAll(one => one.RunId == run.RunId && one.Event is not null);
        }

        var number = change.Before.LastEvent;
        Log.AddRange(change.Facts.Select(told => new StoredThreadEvent(++number, told.RunId, change.At) { Fact = told.Fact }));
    }

    public void Append(ModelRun run, RunEvent appended, DateTimeOffset now)
    {
        run.Events.Add(appended);
        Header = Header with { LastEvent = Header.LastEvent + 1 };
        Log.Add(new StoredThreadEvent(Header.LastEvent, run.Stored.RunId, now) { Event = appended });
    }

    public void Remove(StoredRun run, string? heir)
    {
        Runs.Remove(run.RunId);
        Pass(InheritedIds, run.RunId, run.RunId, heir);
        Pass(InheritedKeys, run.IdempotencyKey, run.RunId, heir);
    }

    private static void Pass(Dictionary<string, string> inherited, string? own, string runId, string? heir)
    {
        foreach (var key in inherited.Where(pair => pair.Value == runId).Select(pair => pair.Key).Append(own).OfType<string>().ToList())
        {
            inherited.Remove(key);
            if (heir is not null)
            {
                inherited[key] = heir;
            }
        }
    }
}
