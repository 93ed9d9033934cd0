using GraphRuntime.Threads;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Runs are claimed, kept, given back, ended, and taken away.</summary>
internal static class Ownership
{
    public static RunClaimResult Claim(RunTransaction transaction, RunClaim claim)
    {
        foreach (var threadId in ThreadTable.Due(transaction.Session, transaction.Now))
        {
            var due = transaction.Find(threadId)!;
            due.Ledger.EnterDue();
            due.Save(isChange: false);
        }

        var claimed = new List<ClaimedRun>();
        foreach (var threadId in ThreadTable.Ready(transaction.Session, claim))
        {
            var thread = transaction.Find(threadId)!;
            var run = thread.Ledger.Claim(claim);
            thread.Save(isChange: false);
            if (run is not null)
            {
                claimed.Add(thread.Claimed(run));
            }
        }

        return new RunClaimResult(claimed, Moments.Until(ThreadTable.NextWake(transaction.Session), transaction.Now))
        {
            WaitingGraphs = claimed.Count < claim.Limit ? ThreadTable.ReadyGraphs(transaction.Session) : [],
        };
    }

    public static List<LeaseState> Renew(RunTransaction transaction, IReadOnlyList<RunLease> leases, TimeSpan duration)
    {
        var until = RunTransitions.After(transaction.Now, duration);
        var held = new List<LeaseState>(leases.Count);
        foreach (var lease in leases)
        {
            if (RunTable.Renew(transaction.Session, lease, until) is { } state)
            {
                held.Add(state);
            }
        }

        return held;
    }

    public static bool Settle(RunTransaction transaction, RunLease lease, RunSettlement settlement) =>
        Change(transaction, lease, (ledger, run) => ledger.Settle(run, settlement)) || IsSettled(transaction, lease);

    public static bool Release(RunTransaction transaction, RunLease lease, RunRelease release) =>
        Change(transaction, lease, (ledger, run) => ledger.Release(run, release));

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

    public static IReadOnlyList<StoredRun>? TakeSteered(RunTransaction transaction, SteeredTake take)
    {
        if (transaction.Find(take.Lease) is not var (thread, run))
        {
            return null;
        }

        if (thread.Ledger.TakeSteered(run.Stored, take))
        {
            thread.Save(isChange: true);
        }

        return [.. RunTable.Taken(transaction.Session, thread.Row, run.Stored.RunId).Select(static one => one.Stored)];
    }

    public static bool SetGuards(RunTransaction transaction, RunLease lease, RunGuards guards)
    {
        if (transaction.Find(lease) is not var (thread, run) || ThreadLedger.Guarded(run.Stored, guards) is not { } guarded)
        {
            return false;
        }

        RunTable.Save(transaction.Session, thread.Row, guarded);
        ThreadTable.Outdate(transaction.Session, thread.Row);
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
        foreach (var (run, _) in RunTable.Ending(transaction.Session, request.Limit).Select(static row => (row.Stored, row.Key)))
        {
            if (RunTransitions.TakenAt(run) > transaction.Now || transaction.Find(run.ThreadId) is not { } thread)
            {
                break;
            }

            thread.Ledger.Reap(run, request);
            thread.Save(isChange: true);
            taken.Add(thread.Whole(run.RunId));
        }

        return new ReapResult(taken, Moments.Until(RunTable.NextEnd(transaction.Session), transaction.Now));
    }

    /// <summary>Makes a transition of the run of a lease, if the lease holds.</summary>
    private static bool Change(RunTransaction transaction, RunLease lease, Action<ThreadLedger, StoredRun> transition)
    {
        if (transaction.Find(lease) is not var (thread, run))
        {
            return false;
        }

        transition(thread.Ledger, run.Stored);
        thread.Save(isChange: true);
        return true;
    }

    /// <summary>True if this lease already settled its run: the caller repeats a call whose outcome it did not learn.</summary>
    private static bool IsSettled(RunTransaction transaction, RunLease lease) =>
        RunTable.Find(transaction.Session, lease) is { Stored: { FinishedAt: not null } run } && run.Epoch == lease.Epoch;
}
