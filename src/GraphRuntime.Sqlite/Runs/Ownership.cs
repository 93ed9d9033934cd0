using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Runs are claimed, kept, given back, ended, and taken away.</summary>
internal static class Ownership
{
    public static RunClaimResult Claim(RunTransaction transaction, RunClaim claim)
    {
        foreach (var threadId in ThreadTable.Due(transaction.Session, transaction.Now))
        {
            var thread = transaction.Find(threadId)!;
            thread.EnterDue();
            thread.Save();
        }

        var claimed = new List<ClaimedRun>();
        foreach (var threadId in ThreadTable.InLine(transaction.Session, claim.Limit))
        {
            var thread = transaction.Find(threadId)!;
            if (thread.TryClaim(claim) is { } run)
            {
                claimed.Add(run);
            }

            thread.Save();
        }

        return new RunClaimResult(claimed, Moments.Until(ThreadTable.NextWake(transaction.Session), transaction.Now));
    }

    public static List<LeaseState> Renew(RunTransaction transaction, IReadOnlyList<RunLease> leases, TimeSpan duration)
    {
        var until = RunTransitions.After(transaction.Now, duration);
        var held = new List<LeaseState>(leases.Count);
        foreach (var lease in leases)
        {
            if (RunTable.Renew(transaction.Session, lease, until) is { } signal)
            {
                held.Add(new LeaseState(lease, signal));
            }
        }

        return held;
    }

    public static bool Settle(RunTransaction transaction, RunLease lease, RunSettlement settlement)
    {
        if (transaction.Find(lease) is not var (thread, run))
        {
            return Settled(transaction, lease);
        }

        thread.End(run, settlement, byOwner: true);
        transaction.Tell(RunStoreHintKind.Changed, lease.ThreadId);
        thread.Save();
        return true;
    }

    public static bool Release(RunTransaction transaction, RunLease lease, RunRelease release)
    {
        if (transaction.Find(lease) is not var (thread, run))
        {
            return false;
        }

        thread.Requeue(run, release);
        transaction.Tell(RunStoreHintKind.Changed, lease.ThreadId);
        thread.Save();
        return true;
    }

    public static bool MarkInputsApplied(RunTransaction transaction, RunLease lease, IReadOnlyCollection<string> runIds)
    {
        if (transaction.Find(lease) is not var (thread, _))
        {
            return false;
        }

        foreach (var runId in runIds)
        {
            RunTable.MarkApplied(transaction.Session, thread.Row, runId);
        }

        transaction.Tell(RunStoreHintKind.Changed, lease.ThreadId);
        return true;
    }

    public static bool SetGuards(RunTransaction transaction, RunLease lease, RunGuards guards)
    {
        if (transaction.Find(lease) is not var (_, run) || (guards != RunGuards.None && run.Stored.Signal != RunSignal.None))
        {
            return false;
        }

        RunTable.Save(transaction.Session, run with { Stored = run.Stored with { Guards = guards } });
        transaction.Tell(RunStoreHintKind.Changed, lease.ThreadId);
        return true;
    }

    public static bool AppendEvents(RunTransaction transaction, RunLease lease, IReadOnlyList<RunEvent> events)
    {
        if (transaction.Find(lease) is not var (thread, run))
        {
            return false;
        }

        EventTable.Append(transaction.Session, thread.Row, run, events, transaction.Now);
        transaction.Tell(RunStoreHintKind.Events, lease.ThreadId);
        return true;
    }

    public static ReapResult Reap(RunTransaction transaction, ReapRequest request)
    {
        var taken = new List<StoredRun>();
        foreach (var run in RunTable.Ending(transaction.Session, request.Limit))
        {
            if (RunTransitions.TakenAt(run.Stored) > transaction.Now || transaction.Find(run.Stored.ThreadId) is not { } thread)
            {
                break;
            }

            taken.Add(Take(thread, run, request));
            transaction.Tell(RunStoreHintKind.Changed, run.Stored.ThreadId);
            thread.Save();
        }

        return new ReapResult(taken, Moments.Until(RunTable.NextEnd(transaction.Session), transaction.Now));
    }

    private static StoredRun Take(ThreadScope thread, RunRow run, ReapRequest request) =>
        run.Stored.Signal == RunSignal.None && run.Stored.Attempt >= run.Stored.MaxAttempts
            ? thread.End(run, RunTransitions.Poisoned(run.Stored), byOwner: false)
            : thread.Requeue(run, RunTransitions.LeaseLost(run.Stored, request));

    /// <summary>True if this lease already settled its run: the caller repeats a call whose outcome it did not learn.</summary>
    private static bool Settled(RunTransaction transaction, RunLease lease) =>
        RunTable.Find(transaction.Session, lease.RunId) is { Stored: { FinishedAt: not null } run } && run.Epoch == lease.Epoch && run.ThreadId == lease.ThreadId;
}
