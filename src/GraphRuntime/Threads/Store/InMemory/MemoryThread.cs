using GraphRuntime.Checkpointing.InMemory;

namespace GraphRuntime.Threads.InMemory;

/// <summary>
/// One thread: its runs, its queue, and the transitions between their states. Every member is called under <see cref="Gate"/>, the lock of the thread's
/// checkpoints, so that runs and checkpoints change in one step.
/// </summary>
internal sealed class MemoryThread(ThreadEntry checkpoints, DateTimeOffset createdAt)
{
    private readonly Dictionary<string, MemoryRun> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MemoryRun> _keys = new(StringComparer.Ordinal);
    private readonly MemoryQueue _queue = new();
    private readonly SortedDictionary<long, MemoryRun> _owed = [];
    private MemoryRun? _running;
    private long _lastSequence;
    private (RunLease Lease, DateTimeOffset Until)? _windsDown;

    public MemoryEventLog Events { get; } = new(checkpoints);

    public string ThreadId => checkpoints.ThreadId;

    public Lock Gate => checkpoints.Gate;

    /// <summary>True once the thread was removed; whoever still holds it looks again.</summary>
    public bool Gone { get; private set; }

    /// <summary>True while the thread stands in the line of threads to be claimed.</summary>
    public bool InLine { get; set; }

    /// <summary>The moment it was noted to wait for, if any.</summary>
    public DateTimeOffset? WaitsFor { get; set; }

    public ReadOnlyMemory<byte> Metadata { get; set; }

    public ReadOnlyMemory<byte> Context { get; set; }

    public ThreadRest Rest { get; set; } = ThreadRest.Idle;

    public string? GraphName { get; set; }

    public DateTimeOffset UpdatedAt { get; set; } = createdAt;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public MemoryRun? Running => _running;

    public IEnumerable<MemoryRun> Runs => _runs.Values;

    public ThreadStatus Status => _running is not null || _queue.Count > 0 ? ThreadStatus.Busy : Rest.Status;

    public StoredThread ToStored() => new()
    {
        ThreadId = ThreadId,
        Metadata = Metadata,
        Context = Context,
        Status = Status,
        Rest = Rest,
        GraphName = GraphName,
        LastEvent = Events.LastNumber,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };

    public ThreadSnapshot Snapshot(DateTimeOffset now, bool includeInputs)
    {
        var inFlight = new List<RunInFlight>(_queue.Count + 1);
        if (_running is not null)
        {
            inFlight.Add(RunInFlight.Of(_running.Stored, includeInputs));
        }

        foreach (var run in _queue.InOrder)
        {
            inFlight.Add(RunInFlight.Of(run.Stored, includeInputs));
        }

        return new ThreadSnapshot { Thread = ToStored(), Now = now, Epoch = checkpoints.Epoch, Runs = inFlight };
    }

    public MemoryRun? Find(string runId) => _runs.GetValueOrDefault(runId);

    public MemoryRun? Find(in RunLease lease) => Find(lease.RunId) is { } run && run.Holds(lease) ? run : null;

    public MemoryRun? FindByKey(string? key) => key is null ? null : _keys.GetValueOrDefault(key);

    public MemoryRun Add(NewRun request, AdmissionDecision decision, DateTimeOffset now)
    {
        var run = new MemoryRun(RunTransitions.Admitted(request, decision, ++_lastSequence, now))
        {
            TellAt = request.TellEnd ? now : null,
        };
        _runs.Add(request.RunId, run);
        if (request.IdempotencyKey is not null)
        {
            _keys.Add(request.IdempotencyKey, run);
        }

        _queue.Add(run);
        GraphName = request.GraphName;
        Context = decision.ThreadContext?.ToArray() ?? Context;
        foreach (var fact in RunFact.OfAdmission(run.Stored, decision))
        {
            Events.Add(request.RunId, fact, now);
        }

        UpdatedAt = now;
        return run;
    }

    public RunChange Displace(MemoryRun run, RunDisplacement displacement, DateTimeOffset now)
    {
        var wasRunning = run.Stored.Status == RunStatus.Running;
        UpdatedAt = now;
        if (displacement.Kind == DisplacementKind.EndDelay)
        {
            run.Stored = run.Stored.Delayed ? run.Stored with { NotBefore = now } : run.Stored;
        }
        else if (displacement.Kind == DisplacementKind.Rollback)
        {
            Erase(run, RunFactKind.RolledBack, now, RunTransitions.After(now, displacement.Grace));
        }
        else if (wasRunning)
        {
            Signal(run, displacement, now);
        }
        else
        {
            End(run, RunTransitions.Stopped(displacement.Kind), now, byOwner: false);
        }

        return new RunChange(run.Stored.RunId, displacement.Kind, wasRunning);
    }

    /// <summary>Removes a run that ended long ago, and everything about it but its checkpoints.</summary>
    public void Prune(MemoryRun run)
    {
        Remove(run);
        Events.Remove(run.Stored.RunId);
    }

    /// <summary>
    /// Removes a run and its events, and with a rollback its checkpoints. A running one is waited for, at the longest until its lease would have ended.
    /// </summary>
    public void Erase(MemoryRun run, RunFactKind kind, DateTimeOffset now, DateTimeOffset? until = null)
    {
        if (run == _running)
        {
            var leaseUntil = run.Stored.LeaseUntil.GetValueOrDefault();
            _windsDown = (new RunLease(ThreadId, run.Stored.RunId, run.Stored.Epoch), until < leaseUntil ? until.Value : leaseUntil);
            checkpoints.Acquire();
        }

        Remove(run);
        Events.RemoveEvents(run.Stored.RunId);
        Events.Add(run.Stored.RunId, new RunFact(kind), now);
        if (kind == RunFactKind.RolledBack)
        {
            checkpoints.DeleteRuns([run.Stored.RunId]);
        }
    }

    /// <summary>Claims the first run of the queue, if it is ready; with <paramref name="only"/>, only if it is that one.</summary>
    public ClaimedRun? TryClaim(RunClaim claim, DateTimeOffset now, MemoryRun? only = null)
    {
        if (_running is not null || _queue.First is not { } run || Ready(run) > now || (only is not null && run != only))
        {
            return null;
        }

        TakeOut(run);
        _running = run;
        _windsDown = null;
        UpdatedAt = now;
        var lease = new RunLease(ThreadId, run.Stored.RunId, checkpoints.Acquire());
        run.Stored = RunTransitions.Claimed(run.Stored, claim, lease.Epoch, now);
        Events.Add(lease.RunId, RunFact.OfClaim(run.Stored), now);
        return new ClaimedRun(lease, run.Stored, OwedBefore(run.Stored.Sequence));
    }

    /// <summary>Gives a run its final status and lets go of whatever held it.</summary>
    public void End(MemoryRun run, RunSettlement settlement, DateTimeOffset now, bool byOwner)
    {
        if (run == _running)
        {
            checkpoints.Acquire();
        }

        TakeOut(run);
        run.Stored = RunTransitions.Ended(run.Stored, settlement, now, byOwner);
        if (run.Stored.InputOwed)
        {
            _owed[run.Stored.Sequence] = run;
        }

        foreach (var fact in RunFact.OfEnd(settlement))
        {
            Events.Add(run.Stored.RunId, fact, now);
        }

        Rest = settlement.Rest ?? Rest;
        UpdatedAt = now;
    }

    /// <summary>Puts the running run back in its place.</summary>
    public void Requeue(MemoryRun run, RunRelease release, DateTimeOffset now)
    {
        if (run.Stored.Signal != RunSignal.None)
        {
            End(run, RunTransitions.Stopped(run.Stored.Signal), now, byOwner: false);
            return;
        }

        checkpoints.Acquire();
        TakeOut(run);
        run.Stored = RunTransitions.Requeued(run.Stored, release, now);
        Events.Add(run.Stored.RunId, RunFact.OfRelease(release), now);
        _queue.Add(run);
        UpdatedAt = now;
    }

    public void MarkApplied(MemoryRun run)
    {
        run.Stored = run.Stored with { InputOwed = false };
        _owed.Remove(run.Stored.Sequence);
    }

    /// <summary>Lets delayed runs whose moment has come enter the queue.</summary>
    public void EnterDue(DateTimeOffset now)
    {
        foreach (var run in _queue.TakeDue(now))
        {
            run.Stored = run.Stored with { Delayed = false, Sequence = ++_lastSequence };
            _queue.Add(run);
        }
    }

    /// <summary>True if a run can be claimed now.</summary>
    public bool IsReady(DateTimeOffset now) => _running is null && _queue.First is { } first && Ready(first) <= now;

    /// <summary>Nothing executes any more under a lease that was taken away.</summary>
    public bool Acknowledge(in RunLease lease)
    {
        if (_windsDown is not { } winding || winding.Lease != lease)
        {
            return false;
        }

        _windsDown = null;
        return true;
    }

    /// <summary>The next moment at which waiting alone makes a difference.</summary>
    public DateTimeOffset? NextMoment()
    {
        DateTimeOffset? next = _running is null && _queue.First is { } first ? Ready(first) : null;
        return next is null || _queue.NextDue < next ? _queue.NextDue ?? next : next;
    }

    public void Delete()
    {
        Gone = true;
        checkpoints.Delete();
    }

    private void Signal(MemoryRun run, RunDisplacement displacement, DateTimeOffset now)
    {
        if (run.Stored.Signal == RunSignal.None)
        {
            Events.Add(run.Stored.RunId, RunFact.OfSignal(displacement.Kind), now);
        }

        run.Stored = RunTransitions.Signalled(run.Stored, displacement, now);
    }

    private void Remove(MemoryRun run)
    {
        TakeOut(run);
        _owed.Remove(run.Stored.Sequence);
        _runs.Remove(run.Stored.RunId);
        if (run.Stored.IdempotencyKey is { } key)
        {
            _keys.Remove(key);
        }
    }

    private DateTimeOffset Ready(MemoryRun run) => _windsDown is { } winding && winding.Until > run.Stored.NotBefore ? winding.Until : run.Stored.NotBefore;

    private List<StoredRun> OwedBefore(long sequence) =>
        _owed.Count == 0 ? [] : [.. _owed.Values.Select(run => run.Stored).TakeWhile(run => run.Sequence < sequence)];

    private void TakeOut(MemoryRun run)
    {
        if (run == _running)
        {
            _running = null;
        }
        else if (run.Stored.Status == RunStatus.Pending)
        {
            _queue.Remove(run);
        }
    }
}
