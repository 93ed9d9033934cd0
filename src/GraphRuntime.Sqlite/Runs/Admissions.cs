using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Runs come in, and are displaced or removed from outside.</summary>
internal static class Admissions
{
    /// <summary>What an admission finds before it decides: an answer that needs no decision, or the thread to decide about.</summary>
    /// <param name="Answer">The run is a duplicate, or its thread is missing.</param>
    /// <param name="Row">The thread; one that is to be created does not exist yet.</param>
    /// <param name="Snapshot">What the decision sees.</param>
    public readonly record struct Look(AdmissionResult? Answer, ThreadRow Row, ThreadSnapshot? Snapshot)
    {
        /// <summary>Whether a decision about this look holds for another one.</summary>
        public bool IsSame(in Look other) =>
            (Row.Exists, Row.Version, Row.Header.Epoch) == (other.Row.Exists, other.Row.Version, other.Row.Header.Epoch);
    }

    public static Look See(SqliteSession session, DateTimeOffset now, AdmissionRequest request)
    {
        var row = ThreadTable.Look(session, request.Run.ThreadId);
        if (!row.Exists && !request.Run.CreateThread)
        {
            return new Look(new AdmissionResult(AdmissionOutcome.ThreadMissing, null, null, null), row, null);
        }

        if (row.Exists && Repeated(session, row, request.Run) is { } known)
        {
            return new Look(new AdmissionResult(AdmissionOutcome.Duplicate, known.Stored, null, null), row, null);
        }

        row = row.Exists ? row : row with { Header = row.Header with { CreatedAt = now, UpdatedAt = now } };
        return new Look(null, row, Snapshot(session, row, now, request.IncludeInputs));
    }

    /// <summary>Admits a run with a decision that is made inside the transaction.</summary>
    public static AdmissionResult Admit(RunTransaction transaction, AdmissionRequest request)
    {
        var look = See(transaction.Session, transaction.Now, request);
        return look.Answer ?? Admit(transaction, request, look, request.Decide(look.Snapshot!));
    }

    /// <summary>Admits a run with a decision that was made about an earlier look; null, and nothing is done, if the thread has changed since.</summary>
    public static AdmissionResult? TryAdmit(RunTransaction transaction, AdmissionRequest request, Look seen, AdmissionDecision decision)
    {
        var look = See(transaction.Session, transaction.Now, request);
        return look.Answer ?? (look.IsSame(seen) ? Admit(transaction, request, look, decision) with { Snapshot = seen.Snapshot } : null);
    }

    public static IReadOnlyList<RunChange>? Displace(RunTransaction transaction, string threadId, Func<ThreadSnapshot, IReadOnlyList<RunDisplacement>> choose)
    {
        if (transaction.Find(threadId) is not { } thread)
        {
            return null;
        }

        var changes = thread.Ledger.Displace(choose(Snapshot(transaction.Session, thread.Row, transaction.Now, includeInputs: false)));
        if (changes.Count > 0)
        {
            thread.Save(isChange: true);
        }

        return changes;
    }

    public static bool Delete(RunTransaction transaction, string threadId, string runId, RemovalRecording? recording)
    {
        if (transaction.Find(threadId) is not { } thread || thread.Find(runId) is not { } run)
        {
            return false;
        }

        thread.Ledger.Delete(run, recording);
        thread.Save(isChange: true);
        return true;
    }

    public static int Prune(RunTransaction transaction, TimeSpan olderThan, int limit)
    {
        var until = Moments.Before(transaction.Now, olderThan);
        var old = RunTable.Old(transaction.Session, until, limit);
        foreach (var (key, _) in old)
        {
            RunNames.Drop(transaction.Session, key);
            EventTable.Drop(transaction.Session, key);
            FactTable.Drop(transaction.Session, key);
            RunTable.Drop(transaction.Session, key);
        }

        RemovedRunTable.DropExpired(transaction.Session, transaction.Now);
        foreach (var thread in old.Select(static run => run.Thread).Distinct())
        {
            FactTable.DropErased(transaction.Session, thread, until);
        }

        return old.Count;
    }

    public static ThreadSnapshot Snapshot(SqliteSession session, ThreadRow thread, DateTimeOffset now, bool includeInputs)
    {
        var runs = new List<RunInFlight>();
        if (thread.Exists)
        {
            var running = RunTable.Running(session, thread, includeInputs);
            runs.AddRange(running is null ? [] : [InFlight(running)]);
            runs.AddRange(RunTable.Queued(session, thread, includeInputs).Select(InFlight));
            runs.AddRange(RunTable.Delayed(session, thread, includeInputs).Select(InFlight));
        }

        return new ThreadSnapshot { Thread = thread.Header.ToStored(), Now = now, Epoch = thread.Header.Epoch, Runs = runs };
    }

    private static AdmissionResult Admit(RunTransaction transaction, AdmissionRequest request, in Look look, AdmissionDecision decision)
    {
        if (!decision.Admitted)
        {
            return new AdmissionResult(AdmissionOutcome.Refused, null, decision, look.Snapshot);
        }

        var thread = new LedgerThread(transaction, look.Row);
        var run = thread.Ledger.Admit(request.Run, decision);
        var claimed = request.Claim is { } claim ? thread.Ledger.ClaimAdded(claim) : null;
        thread.Save(isChange: decision.Displaced.Count > 0 || decision.SteersRunId is not null, request.Run.TellEnd);
        return new AdmissionResult(AdmissionOutcome.Admitted, claimed ?? run, decision, look.Snapshot)
        {
            EventNumber = thread.Ledger.AdmittedEvent,

            // Nothing is owed where a run is claimed with its admission, and its contents are at hand.
            Claimed = claimed is null ? null : new ClaimedRun(new RunLease(claimed.ThreadId, claimed.RunId, claimed.Epoch), claimed, []),
        };
    }

    private static RunRow? Repeated(SqliteSession session, ThreadRow thread, NewRun run) =>
        RunTable.Find(session, thread, run.RunId, whole: true)
        ?? Named(session, thread, run.RunId, null)
        ?? (run.IdempotencyKey is { } key ? RunTable.FindByKey(session, thread, key) ?? Named(session, thread, null, key) : null);

    private static RunRow? Named(SqliteSession session, ThreadRow thread, string? id, string? key) =>
        RunNames.Find(session, thread, id, key) is { } run ? RunTable.Get(session, run) : null;

    private static RunInFlight InFlight(RunRow row) => RunInFlight.Of(row.Stored, includeInput: true);
}
