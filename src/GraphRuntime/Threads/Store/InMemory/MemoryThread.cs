using GraphRuntime.Checkpointing;
using GraphRuntime.Checkpointing.InMemory;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Threads.InMemory;

/// <summary>
/// A thread and its runs as this store keeps them: a header, and runs by what they are looked for. Every member is called under <see cref="Gate"/>, the lock of the
/// thread's checkpoints, so that runs and checkpoints change in one step. What a transition does is decided by <see cref="ThreadLedger"/>.
/// </summary>
internal sealed partial class MemoryThread : ILedgerRuns
{
    private static readonly Comparer<StoredRun> BySequence = Comparer<StoredRun>.Create(static (one, other) => one.Sequence.CompareTo(other.Sequence));

    private readonly ThreadEntry _checkpoints;
    private readonly Dictionary<string, MemoryRun> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MemoryRun> _inheritedIds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MemoryRun> _keys = new(StringComparer.Ordinal);
    private readonly SortedSet<StoredRun> _queued = new(RunTransitions.InQueue);
    private readonly SortedSet<StoredRun> _delayed = new(RunTransitions.InDelay);
    private readonly SortedSet<StoredRun> _owed = new(BySequence);
    private readonly SortedSet<StoredRun> _steered = new(BySequence);
    private ThreadHeader _header;

    public MemoryThread(ThreadEntry checkpoints, DateTimeOffset createdAt)
    {
        _checkpoints = checkpoints;
        Events = new MemoryEventLog(checkpoints);
        _header = new ThreadHeader { ThreadId = checkpoints.ThreadId, CreatedAt = StoredTime.Whole(createdAt), UpdatedAt = StoredTime.Whole(createdAt) };
    }

    public string ThreadId => _header.ThreadId;

    public Lock Gate => _checkpoints.Gate;

    /// <summary>The thread before the next transition. Others than the run store raise the epoch, too.</summary>
    public ThreadHeader Header => (_header.Epoch, _header.LastEvent) == (_checkpoints.Epoch, Events.LastNumber)
        ? _header
        : _header with { Epoch = _checkpoints.Epoch, LastEvent = Events.LastNumber };

    /// <summary>The events of all runs, and what was told about them.</summary>
    public MemoryEventLog Events { get; }

    /// <summary>The records of removed runs.</summary>
    public RemovedRunLog Removed { get; } = new();

    /// <summary>The number of changes so far: a decision made outside the lock holds if it is still the same.</summary>
    public long Version { get; private set; }

    /// <summary>True once the thread was removed; whoever still holds it looks again.</summary>
    public bool Gone { get; private set; }

    /// <summary>Where it stands in the queues of the store. Owned by <see cref="ReadyQueue"/>.</summary>
    public ReadyQueue.Position Position { get; } = new();

    public StoredRun? Running { get; private set; }

    public IEnumerable<StoredRun> Queued => _queued.Count == 0 ? [] : _queued;

    public IEnumerable<StoredRun> Delayed => _delayed.Count == 0 ? [] : _delayed;

    public IEnumerable<StoredRun> Held => _delayed.Count == 0 ? [] : _delayed.Where(static run => run.Held).OrderBy(static run => run.Sequence);

    public IEnumerable<StoredRun> SteeredInto(string runId) => _steered.Where(run => run.SteersRunId == runId);

    public IEnumerable<string> OwedRunIds => _owed.Count == 0 ? [] : _owed.Select(static run => run.RunId);

    public IEnumerable<MemoryRun> Runs => _runs.Values;

    /// <summary>Whether nothing is in flight, owed or still to be reported.</summary>
    public bool IsAtRest => Running is null && _queued.Count == 0 && _delayed.Count == 0 && _owed.Count == 0 && Runs.All(static run => run.TellAt is null);

    public ThreadLedger Ledger(DateTimeOffset now) => new(Header, this, now);

    public StoredRun? Find(string runId) => Run(runId)?.Stored;

    public MemoryRun? Run(string runId) => _runs.GetValueOrDefault(runId);

    public MemoryRun? Run(in RunLease lease) => Run(lease.RunId) is { Stored.Status: RunStatus.Running } run && run.Stored.Epoch == lease.Epoch ? run : null;

    /// <summary>The run that a new one would repeat.</summary>
    public MemoryRun? Repeated(NewRun run) =>
        Run(run.RunId)
        ?? _inheritedIds.GetValueOrDefault(run.RunId)
        ?? (run.IdempotencyKey is { } key ? _keys.GetValueOrDefault(key) : null);

    public IReadOnlyList<StoredRun> OwedBefore(StoredRun claimed) => _owed.Count == 0 ? [] : [.. _owed.Where(run => RunTransitions.IsOwedBefore(run, claimed, Find))];

    public ThreadSnapshot Snapshot(DateTimeOffset now, bool includeInputs)
    {
        var inFlight = new List<RunInFlight>(_queued.Count + _delayed.Count + 1);
        if (Running is not null)
        {
            inFlight.Add(RunInFlight.Of(Running, includeInputs));
        }

        inFlight.AddRange(Queued.Concat(Delayed).Select(run => RunInFlight.Of(run, includeInputs)));
        return new ThreadSnapshot { Thread = Header.ToStored(), Now = now, Epoch = _checkpoints.Epoch, Runs = inFlight };
    }

    /// <summary>Executes the change of a transition.</summary>
    public void Apply(LedgerChange change)
    {
        for (var epoch = _checkpoints.Epoch; epoch < change.Header.Epoch; epoch++)
        {
            _checkpoints.Acquire();
        }

        foreach (var saved in change.Saved)
        {
            Replace(_runs[saved.RunId], saved);
        }

        foreach (var removal in change.Recorded)
        {
            Removed.Add(removal.ToRecord(change.At, removal.Run.Input, CountsOf(removal)));
        }

        var added = change.Added is null ? null : Add(change.Added);
        foreach (var erased in change.Erased)
        {
            Remove(_runs[erased.RunId], change.InheritsKeys ? added : null);
            Events.RemoveEvents(erased.RunId);
        }

        foreach (var (runId, fact) in change.Facts)
        {
            Events.Add(runId, fact, change.At);
        }

        if (change.RolledBack.Count > 0)
        {
            _checkpoints.DeleteRuns([.. change.RolledBack]);
        }

        _header = change.Header;
        Version++;
    }

    /// <summary>Changes the record of a run where that means nothing for the thread, and nothing for a decision about it.</summary>
    public void Replace(MemoryRun run, StoredRun stored)
    {
        TakeOut(run.Stored);
        run.Stored = stored;
        PutIn(stored);
    }

    /// <summary>Says what the running run does not allow.</summary>
    public void Guard(MemoryRun run, StoredRun guarded)
    {
        Replace(run, guarded);
        Version++;
    }

    public void Change(Func<ThreadHeader, ThreadHeader> change)
    {
        _header = change(Header);
        Version++;
    }

    private MemoryRun Add(StoredRun stored)
    {
        var run = new MemoryRun(stored);
        _runs.Add(stored.RunId, run);
        if (stored.IdempotencyKey is { } key)
        {
            _keys[key] = run;
        }

        PutIn(stored);
        return run;
    }

    private void PutIn(StoredRun run)
    {
        if (run.Status == RunStatus.Running)
        {
            Running = run;
        }
        else if (run.Status == RunStatus.Pending)
        {
            (run.Delayed ? _delayed : _queued).Add(run);
        }
        else if (run.InputOwed)
        {
            _owed.Add(run);
        }

        if (run.SteersRunId is not null)
        {
            _steered.Add(run);
        }
    }

    private void TakeOut(StoredRun run)
    {
        if (run.Status == RunStatus.Running)
        {
            // In one change, a run that was claimed with its admission may already stand in the place of one that is erased.
            Running = Running?.RunId == run.RunId ? null : Running;
        }
        else if (run.Status == RunStatus.Pending)
        {
            (run.Delayed ? _delayed : _queued).Remove(run);
        }
        else if (run.InputOwed)
        {
            _owed.Remove(run);
        }

        if (run.SteersRunId is not null)
        {
            _steered.Remove(run);
        }
    }
}
