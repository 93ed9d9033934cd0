using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Runs come in, and are displaced or removed from outside.</summary>
internal static class Admissions
{
    public static AdmissionResult Admit(RunTransaction transaction, AdmissionRequest request)
    {
        var session = transaction.Session;
        var row = ThreadTable.Look(session, request.Run.ThreadId);
        if (!row.Exists && !request.Run.CreateThread)
        {
            return new AdmissionResult(AdmissionOutcome.ThreadMissing, null, null, null);
        }

        if (Known(transaction, row, request.Run) is { } known)
        {
            return new AdmissionResult(AdmissionOutcome.Duplicate, known.Stored, null, null);
        }

        if (!row.Exists)
        {
            (row.CreatedAt, row.UpdatedAt) = (transaction.Now, transaction.Now);
        }

        var snapshot = Snapshots.Take(session, row, transaction.Now, request.IncludeInputs);
        var decision = request.Decide(snapshot);
        if (!decision.Admitted)
        {
            return new AdmissionResult(AdmissionOutcome.Refused, null, decision, snapshot);
        }

        if (!row.Exists)
        {
            ThreadTable.Insert(session, row);
        }

        var thread = new ThreadScope(transaction, row);
        thread.Displace(decision.Displaced);
        var run = thread.Add(request.Run, decision);
        var number = row.LastEvent - decision.Facts.Count;
        var claimed = request.Claim is { } claim ? thread.TryClaim(claim, run.RunId) : null;
        thread.Save();
        return new AdmissionResult(AdmissionOutcome.Admitted, claimed?.Run ?? run, decision, snapshot) { Claimed = claimed, EventNumber = number };
    }

    public static IReadOnlyList<RunChange>? Displace(RunTransaction transaction, string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose)
    {
        if (transaction.Find(threadId) is not { } thread)
        {
            return null;
        }

        var changes = thread.Displace(choose(Snapshots.Take(transaction.Session, thread.Row, transaction.Now, includeInputs: false)));
        if (changes.Count > 0)
        {
            thread.Save();
        }

        return changes;
    }

    public static bool Delete(RunTransaction transaction, string threadId, string runId)
    {
        if (transaction.Find(threadId) is not { } thread || RunTable.Find(transaction.Session, thread.Row, runId) is not { } run)
        {
            return false;
        }

        thread.Drop(run, RunFactKind.Deleted);
        transaction.Tell(RunStoreHintKind.Changed, threadId);
        thread.Save();
        return true;
    }

    public static int Prune(RunTransaction transaction, TimeSpan olderThan, int limit)
    {
        var old = RunTable.Old(transaction.Session, Moments.Before(transaction.Now, olderThan), limit);
        foreach (var key in old)
        {
            EventTable.Drop(transaction.Session, key);
            FactTable.Drop(transaction.Session, key);
            RunTable.Drop(transaction.Session, key);
        }

        return old.Count;
    }

    private static RunRow? Known(RunTransaction transaction, ThreadRow thread, NewRun run) =>
        RunTable.Find(transaction.Session, run.RunId, whole: true)
        ?? (thread.Exists && run.IdempotencyKey is { } key ? RunTable.FindByKey(transaction.Session, thread, key) : null);
}
