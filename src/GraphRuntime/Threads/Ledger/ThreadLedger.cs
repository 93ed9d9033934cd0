namespace GraphRuntime.Threads.Ledger;

/// <summary>
/// The state machine of a thread and its runs: one method a transition. A ledger reads what a store holds, and collects what the transition changes; it writes
/// nothing. Stores that keep records in this process execute <see cref="Close"/>; for stores that make transitions in a database it is the definition.
/// </summary>
/// <param name="header">The thread before the transition.</param>
/// <param name="runs">Its runs before the transition.</param>
/// <param name="now">The moment of the transition.</param>
internal sealed partial class ThreadLedger(ThreadHeader header, ILedgerRuns runs, DateTimeOffset now)
{
    private readonly DateTimeOffset _now = Checkpointing.StoredTime.Whole(now);
    private readonly RunDraft _runs = new(runs);
    private readonly List<string> _rolledBack = [];
    private readonly List<(string RunId, RunFact Fact)> _facts = [];
    private readonly List<RunRemoval> _recorded = [];
    private readonly ThreadHeader _before = header;
    private ThreadHeader _header = header;
    private StoredRun? _added;
    private bool _inheritsKeys;

    /// <summary>The header as the transition has it so far.</summary>
    public ThreadHeader Header => _header;

    /// <summary>The number of the event that tells of the admission.</summary>
    public long AdmittedEvent { get; private set; }

    /// <summary>Adds a run that was decided to be admitted; the displacements of the decision come first.</summary>
    public StoredRun Admit(NewRun request, AdmissionDecision decision)
    {
        Displace(decision.Displaced);
        _added = RunTransitions.Admitted(request, decision, NextSequence(), _now);
        _header = _header with { GraphName = request.GraphName, Context = decision.ThreadContext?.ToArray() ?? _header.Context };
        _inheritsKeys = decision.InheritsKeys;
        _runs.Save(_added);
        if (_added.SteersRunId is { } steered && _runs.Find(steered) is { Status: RunStatus.Pending or RunStatus.Running } taker)
        {
            _runs.Save(taker with { SteeredInputs = taker.SteeredInputs + 1 });
        }

        AdmittedEvent = _header.LastEvent + 1;
        Tell(_added, RunFact.OfAdmission(_added, decision));
        Touch();
        return _added;
    }

    /// <summary>Claims the run that was just admitted, if nothing stands before it: no other run, no owed input, no lease that drains.</summary>
    public StoredRun? ClaimAdded(RunClaim claim) =>
        _added is { Delayed: false, Urgency: 0 } && _runs.Running is null && _runs.FirstQueued()?.RunId == _added.RunId && !_runs.AnyOwed && !(_header.Draining?.Until > _now)
            ? Claimed(claim, _added)
            : null;

    /// <summary>Claims the first run of the queue of a thread that is ready; null if it is not.</summary>
    public StoredRun? Claim(RunClaim claim) => _header.IsReady && _runs.Running is null && _runs.FirstQueued() is { } run ? Claimed(claim, run) : null;

    /// <summary>Lets delayed runs whose moment has come enter the queue. A held run keeps its sequence, any other gets the next one.</summary>
    public void EnterDue()
    {
        foreach (var due in _runs.Due(_now))
        {
            _runs.Save(due with { Delayed = false, Held = false, Sequence = due.Held ? due.Sequence : NextSequence() });
        }
    }

    /// <summary>The owner ends its run.</summary>
    public void Settle(StoredRun run, RunSettlement settlement) => End(run, settlement, byOwner: true);

    /// <summary>The owner gives its run back: to its place in the queue, or, if it was asked to stop, to its end.</summary>
    public void Release(StoredRun run, RunRelease release)
    {
        if (run.Signal == RunSignal.Preempt)
        {
            Preempt(run);
            return;
        }

        if (run.Signal != RunSignal.None)
        {
            End(run, RunTransitions.Stopped(run.Signal), byOwner: false);
            return;
        }

        RaiseEpoch();
        _runs.Save(RunTransitions.Requeued(run, release, _now));
        Tell(run, [RunFact.OfRelease(release)]);
        Touch();
    }

    /// <summary>A run is taken from an owner whose time is over.</summary>
    public void Reap(StoredRun run, ReapRequest request)
    {
        if (run.Signal == RunSignal.None && run.Attempt >= run.MaxAttempts)
        {
            End(run, RunTransitions.Poisoned(run), byOwner: false);
            return;
        }

        Release(run, RunTransitions.LeaseLost(run, request));
    }

    /// <summary>The record and the events of a run are removed; its checkpoints stay.</summary>
    public void Delete(StoredRun run, RemovalRecording? recording)
    {
        Erase(run, RunFactKind.Deleted, DateTimeOffset.MaxValue, recording);
        Touch();
    }

    /// <summary>The owner of an erased lease has stopped.</summary>
    /// <returns>False if the thread does not wait for that.</returns>
    public bool Acknowledge(RunLease lease)
    {
        if (_header.Draining is not { } draining || draining.RunId != lease.RunId || draining.Epoch != lease.Epoch)
        {
            return false;
        }

        _header = _header with { Draining = null };
        return true;
    }

    /// <summary>Says what the running run does not allow; null if the lease does not hold, or the run was asked to stop before.</summary>
    public static StoredRun? Guarded(StoredRun run, RunGuards guards) =>
        guards != RunGuards.None && run.Signal != RunSignal.None ? null : run with { Guards = guards };

    /// <summary>Ends the transition: what follows from the runs for the thread as a whole.</summary>
    public LedgerChange Close()
    {
        var running = _runs.Running is not null;
        var first = _runs.FirstQueued();
        DateTimeOffset? delayed = _runs.FirstDelayed() is { } next ? RunTransitions.OpensAt(next) : null;
        var opens = running || first is null ? null : Later(RunTransitions.OpensAt(first), _header.Draining?.Until);
        var ready = opens is not null && (_before.IsReady || opens <= _now);
        _header = _header with
        {
            IsReady = ready,
            NextGraph = ready ? first!.GraphName : null,
            WakesAt = ready ? delayed : Earlier(opens, delayed),
            Status = running || first is not null || delayed is not null ? ThreadStatus.Busy : _header.Rest.Status,
        };
        var saved = _runs.Changed.Where(run => run.RunId != _added?.RunId).ToList();
        return new LedgerChange(_header, _before, saved, _added is null ? null : _runs.Find(_added.RunId), _runs.Erased, _rolledBack, _inheritsKeys)
        {
            At = _now,
            Facts = _facts,
            Recorded = _recorded,
        };
    }

    private static DateTimeOffset? Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other : one;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private StoredRun Claimed(RunClaim claim, StoredRun run)
    {
        RaiseEpoch();
        _header = _header with { Draining = null };
        var claimed = RunTransitions.Claimed(run, claim, _header.Epoch, _now);
        _runs.Save(claimed);
        Tell(claimed, [RunFact.OfClaim(claimed)]);
        Touch();
        return claimed;
    }

    /// <summary>Gives a run its final status.</summary>
    private void End(StoredRun run, RunSettlement settlement, bool byOwner)
    {
        if (run.Status == RunStatus.Running)
        {
            RaiseEpoch();
        }

        _runs.Save(RunTransitions.Ended(run, settlement, _now, byOwner));
        Tell(run, RunFact.OfEnd(settlement));
        _header = _header with { Rest = settlement.Rest ?? _header.Rest };
        if (run.Status == RunStatus.Running)
        {
            LetGoOrHold(run);
        }

        Touch();
    }

    /// <summary>Removes a run. A running one drains: its owner may still be at work, at the longest until its lease would have ended.</summary>
    private void Erase(StoredRun run, RunFactKind kind, DateTimeOffset until, RemovalRecording? recording)
    {
        if (run.Status == RunStatus.Running)
        {
            var leaseUntil = run.LeaseUntil.GetValueOrDefault();
            _header = _header with { Draining = new DrainingLease(run.RunId, run.Epoch, until < leaseUntil ? until : leaseUntil) };
            RaiseEpoch();
        }

        _runs.Erase(run);
        if (recording is not null)
        {
            _recorded.Add(new RunRemoval(run, kind == RunFactKind.RolledBack ? RunEndKind.RolledBack : RunEndKind.Deleted, recording));
        }

        Tell(run, [new RunFact(kind)]);
    }

    private void Tell(StoredRun run, IReadOnlyList<RunFact> facts)
    {
        _facts.AddRange(facts.Select(fact => (run.RunId, fact)));
        _header = _header with { LastEvent = _header.LastEvent + facts.Count };
    }

    private long NextSequence() => (_header = _header with { LastSequence = _header.LastSequence + 1 }).LastSequence;

    private void RaiseEpoch() => _header = _header with { Epoch = _header.Epoch + 1 };

    private void Touch() => _header = _header with { UpdatedAt = _now };
}
