using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>
/// A thread and its runs within one transaction. Whoever changes a run in flight calls <see cref="Save"/> once at the end: it brings the status of the
/// thread and its place in the line up to date.
/// </summary>
internal sealed class ThreadScope(RunTransaction transaction, ThreadRow row)
{
    public ThreadRow Row => row;

    public StoredRun Add(NewRun request, AdmissionDecision decision)
    {
        var run = RunTransitions.Admitted(request, decision, ++row.LastSequence, transaction.Now);
        RunTable.Insert(transaction.Session, row, run, request.TellEnd);
        row.GraphName = request.GraphName;
        row.UpdatedAt = transaction.Now;
        if (decision.ThreadContext is { } context)
        {
            row.Context = context.ToArray();
            ThreadTable.SaveContext(transaction.Session, row);
        }

        foreach (var fact in RunFact.OfAdmission(run, decision))
        {
            Tell(run.RunId, fact);
        }

        return run;
    }

    /// <summary>Carries displacements out, in their order; those of runs that are not in flight are left out.</summary>
    public List<RunChange> Displace(IReadOnlyList<RunDisplacement> displacements)
    {
        var changes = new List<RunChange>(displacements.Count);
        var erased = new HashSet<string>(StringComparer.Ordinal);
        foreach (var displacement in displacements)
        {
            if (RunTable.Find(transaction.Session, row, displacement.RunId) is { Stored.Status: RunStatus.Pending or RunStatus.Running } run)
            {
                changes.Add(Displace(run, displacement));
                if (displacement.Kind == DisplacementKind.Rollback)
                {
                    erased.Add(displacement.RunId);
                }
            }
        }

        if (erased.Count > 0)
        {
            new DeleteRuns(row.ThreadId, erased).Execute(transaction.Session);
            transaction.Moved.Add(row.ThreadId);
        }

        if (changes.Count > 0)
        {
            row.UpdatedAt = transaction.Now;
            transaction.Tell(RunStoreHintKind.Changed, row.ThreadId);
        }

        return changes;
    }

    /// <summary>Removes a run and its events; what was told about it stays. A running one is waited for, at the longest until its lease would have ended.</summary>
    public void Drop(RunRow run, RunFactKind kind, DateTimeOffset? until = null)
    {
        if (run.Stored.Status == RunStatus.Running)
        {
            var leaseUntil = run.Stored.LeaseUntil.GetValueOrDefault();
            row.WindsDown = (run.Stored.RunId, run.Stored.Epoch, until < leaseUntil ? until.Value : leaseUntil);
            Raise();
        }

        EventTable.Drop(transaction.Session, run.Key);
        RunTable.Drop(transaction.Session, run.Key);
        Tell(run.Stored.RunId, new RunFact(kind));
    }

    /// <summary>Gives a run its final status and lets go of whatever held it.</summary>
    public StoredRun End(RunRow run, RunSettlement settlement, bool byOwner)
    {
        if (run.Stored.Status == RunStatus.Running)
        {
            Raise();
        }

        var ended = run with { Stored = RunTransitions.Ended(run.Stored, settlement, transaction.Now, byOwner) };
        RunTable.Save(transaction.Session, ended);
        if (!ended.Stored.Output.IsEmpty || !ended.Stored.Interrupts.IsEmpty)
        {
            RunTable.SaveOutput(transaction.Session, ended);
        }

        foreach (var fact in RunFact.OfEnd(settlement))
        {
            Tell(run.Stored.RunId, fact);
        }

        row.Rest = settlement.Rest ?? row.Rest;
        row.UpdatedAt = transaction.Now;
        return ended.Stored;
    }

    /// <summary>Puts the running run back in its place, or ends it if it was asked to stop.</summary>
    public StoredRun Requeue(RunRow run, RunRelease release)
    {
        if (run.Stored.Signal != RunSignal.None)
        {
            return End(run, RunTransitions.Stopped(run.Stored.Signal), byOwner: false);
        }

        Raise();
        var back = run with { Stored = RunTransitions.Requeued(run.Stored, release, transaction.Now) };
        RunTable.Save(transaction.Session, back);
        Tell(run.Stored.RunId, RunFact.OfRelease(release));
        row.UpdatedAt = transaction.Now;
        return back.Stored;
    }

    /// <summary>Claims the first run of the queue, if it is ready; with <paramref name="only"/>, only if it has that id.</summary>
    public ClaimedRun? TryClaim(RunClaim claim, string? only = null)
    {
        var (running, first, _) = RunTable.Queue(transaction.Session, row);
        if (running || !(row.Ready(first) <= transaction.Now) || RunTable.First(transaction.Session, row) is not { } run || (only ?? run.Stored.RunId) != run.Stored.RunId)
        {
            return null;
        }

        Raise();
        row.WindsDown = null;
        var claimed = run with { Stored = RunTransitions.Claimed(run.Stored, claim, row.Epoch, transaction.Now) };
        RunTable.Save(transaction.Session, claimed);
        Tell(run.Stored.RunId, RunFact.OfClaim(claimed.Stored));
        row.UpdatedAt = transaction.Now;
        var owed = RunTable.Owed(transaction.Session, row, run.Stored.Sequence).ConvertAll(one => one.Stored);
        return new ClaimedRun(new RunLease(row.ThreadId, run.Stored.RunId, row.Epoch), claimed.Stored, owed);
    }

    /// <summary>Lets delayed runs whose moment has come enter the queue.</summary>
    public void EnterDue()
    {
        foreach (var due in RunTable.Due(transaction.Session, row, transaction.Now))
        {
            RunTable.Save(transaction.Session, due with { Stored = due.Stored with { Delayed = false, Sequence = ++row.LastSequence } });
        }
    }

    /// <summary>Nothing executes any more under a lease that was taken away.</summary>
    public bool Acknowledge(RunLease lease)
    {
        if (row.WindsDown is not { } winding || winding.RunId != lease.RunId || winding.Epoch != lease.Epoch)
        {
            return false;
        }

        row.WindsDown = null;
        return true;
    }

    /// <summary>Stores the thread with the status and the place in the line that follow from its runs.</summary>
    public void Save()
    {
        var (running, first, delayed) = RunTable.Queue(transaction.Session, row);
        var free = row.Ready(first);
        var ready = !running && free <= transaction.Now;
        var wakes = running || ready ? delayed : Earlier(free, delayed);
        if ((ready && row.Place is null) || (wakes is not null && !(row.WakesAt <= wakes)))
        {
            transaction.Tell(RunStoreHintKind.Ready, row.ThreadId);
        }

        row.Place = ready ? row.Place ?? ThreadTable.NextPlace(transaction.Session) : null;
        row.WakesAt = wakes;
        row.Status = running || first is not null || delayed is not null ? ThreadStatus.Busy : row.Rest.Status;
        ThreadTable.Save(transaction.Session, row);
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;

    private RunChange Displace(RunRow run, RunDisplacement displacement)
    {
        var wasRunning = run.Stored.Status == RunStatus.Running;
        if (displacement.Kind == DisplacementKind.EndDelay)
        {
            RunTable.Save(transaction.Session, run.Stored.Delayed ? run with { Stored = run.Stored with { NotBefore = transaction.Now } } : run);
        }
        else if (displacement.Kind == DisplacementKind.Rollback)
        {
            Drop(run, RunFactKind.RolledBack, RunTransitions.After(transaction.Now, displacement.Grace));
        }
        else if (wasRunning)
        {
            if (run.Stored.Signal == RunSignal.None)
            {
                Tell(run.Stored.RunId, RunFact.OfSignal(displacement.Kind));
            }

            RunTable.Save(transaction.Session, run with { Stored = RunTransitions.Signalled(run.Stored, displacement, transaction.Now) });
        }
        else
        {
            End(run, RunTransitions.Stopped(displacement.Kind), byOwner: false);
        }

        return new RunChange(run.Stored.RunId, displacement.Kind, wasRunning);
    }

    /// <summary>Tells what happened to a run, to whoever reads the events of the thread.</summary>
    private void Tell(string runId, RunFact fact)
    {
        FactTable.Add(transaction.Session, row, runId, fact, transaction.Now);
        transaction.TellOnce(RunStoreHintKind.Events, row.ThreadId);
    }

    private void Raise()
    {
        row.Epoch = AcquireThread.Raise(transaction.Session, row.ThreadId);
        transaction.Moved.Add(row.ThreadId);
    }
}
