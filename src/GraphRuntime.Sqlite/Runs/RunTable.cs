using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Rows of runs.</summary>
internal static class RunTable
{
    private const string ByIdSql = RunColumns.Select + "WHERE r.id = ?1";

    private const string ByKeySql = RunColumns.Select + "WHERE r.thread = ?1 AND r.idem = ?2";

    private const string RunningSql = RunColumns.Select + "WHERE r.thread = ?1 AND r.status = 1";

    private const string PendingSql = RunColumns.Select + "WHERE r.thread = ?1 AND r.status = 0 ORDER BY r.delayed, r.seq";

    private const string FirstSql = RunColumns.Select + "WHERE r.thread = ?1 AND r.status = 0 AND r.delayed = 0 ORDER BY r.seq LIMIT 1";

    private const string DueSql = RunColumns.Select + """
        WHERE r.thread = ?1 AND r.status = 0 AND r.delayed = 1 AND r.not_before <= ?2 ORDER BY r.not_before, r.seq
        """;

    private const string OwedSql = RunColumns.Select + "WHERE r.thread = ?1 AND r.owed = 1 AND r.seq < ?2 ORDER BY r.seq";

    private const string EndingSql = RunColumns.Select + """
        WHERE r.status = 1 ORDER BY min(r.lease_until, coalesce(r.signal_deadline, r.lease_until)) LIMIT ?1
        """;

    private const string NextEndSql = "SELECT min(min(lease_until, coalesce(signal_deadline, lease_until))) FROM gr_run WHERE status = 1";

    private const string QueueSql = """
        SELECT EXISTS(SELECT 1 FROM gr_run WHERE thread = ?1 AND status = 1),
            (SELECT not_before FROM gr_run WHERE thread = ?1 AND status = 0 AND delayed = 0 ORDER BY seq LIMIT 1),
            (SELECT min(not_before) FROM gr_run WHERE thread = ?1 AND status = 0 AND delayed = 1)
        """;

    private const string InsertSql = """
        INSERT INTO gr_run(id, thread, graph, seq, status, reason, strategy, idem, delayed, not_before, created, attempt, max_attempts, epoch, signal,
            guards, owed, metadata, input, config, tell)
        VALUES(?1, ?2, ?3, ?4, 0, 0, ?5, ?6, ?7, ?8, ?9, 0, ?10, 0, 0, 0, 0, ?11, ?12, ?13, ?14)
        """;

    private const string SaveSql = """
        UPDATE gr_run SET seq = ?2, status = ?3, reason = ?4, delayed = ?5, not_before = ?6, started = ?7, finished = ?8, attempt = ?9, owner = ?10,
            epoch = ?11, lease_until = ?12, signal = ?13, signal_deadline = ?14, guards = ?15, owed = ?16, error = ?17, questions = ?18
        WHERE key = ?1
        """;

    private const string OutputSql = "UPDATE gr_run SET output = ?2, interrupts = ?3 WHERE key = ?1";

    private const string EndedSql = RunColumns.Select + "WHERE r.tell <= ?1 AND r.tell IS NOT NULL AND r.finished IS NOT NULL ORDER BY r.tell LIMIT ?2";

    private const string TellSql = "UPDATE gr_run SET tell = ?2, told = told + 1 WHERE key = ?1";

    private const string ToldSql = "SELECT told FROM gr_run WHERE key = ?1";

    private const string ConfirmSql = """
        UPDATE gr_run SET tell = NULL WHERE id = ?1 AND tell IS NOT NULL AND thread = (SELECT id FROM gr_thread WHERE name = ?2) RETURNING key
        """;

    private const string AppliedSql = "UPDATE gr_run SET owed = 0 WHERE thread = ?1 AND id = ?2";

    private const string RenewSql = """
        UPDATE gr_run SET lease_until = ?4 WHERE id = ?1 AND status = 1 AND epoch = ?2 AND thread = (SELECT id FROM gr_thread WHERE name = ?3) RETURNING signal
        """;

    private const string DropSql = "DELETE FROM gr_run WHERE key = ?1";

    private const string DropAllSql = "DELETE FROM gr_run WHERE thread = ?1";

    private const string OldSql = "SELECT key FROM gr_run WHERE owed = 0 AND tell IS NULL AND finished IS NOT NULL AND finished <= ?1 ORDER BY finished LIMIT ?2";

    public static RunRow? Find(SqliteSession session, string runId, bool whole = false) => One(session.Prepare(ByIdSql).Bind(1, runId), whole);

    public static RunRow? Find(SqliteSession session, ThreadRow thread, string runId, bool whole = false) =>
        Find(session, runId, whole) is { } row && row.Stored.ThreadId == thread.ThreadId ? row : null;

    public static RunRow? FindByKey(SqliteSession session, ThreadRow thread, string key) =>
        One(session.Prepare(ByKeySql).Bind(1, thread.Key).Bind(2, key), whole: true);

    public static RunRow? First(SqliteSession session, ThreadRow thread) => One(session.Prepare(FirstSql).Bind(1, thread.Key), whole: true);

    public static List<RunRow> Running(SqliteSession session, ThreadRow thread, bool whole) =>
        RunColumns.ReadAll(session.Prepare(RunningSql).Bind(1, thread.Key), whole);

    public static List<RunRow> Pending(SqliteSession session, ThreadRow thread, bool whole) =>
        RunColumns.ReadAll(session.Prepare(PendingSql).Bind(1, thread.Key), whole);

    public static List<RunRow> Due(SqliteSession session, ThreadRow thread, DateTimeOffset now) =>
        RunColumns.ReadAll(session.Prepare(DueSql).Bind(1, thread.Key).Bind(2, RowCodec.Microseconds(now)), whole: false);

    public static List<RunRow> Owed(SqliteSession session, ThreadRow thread, long beforeSequence) =>
        RunColumns.ReadAll(session.Prepare(OwedSql).Bind(1, thread.Key).Bind(2, beforeSequence), whole: true);

    /// <summary>Running runs by the moment at which they are taken from their owners.</summary>
    public static List<RunRow> Ending(SqliteSession session, int limit) => RunColumns.ReadAll(session.Prepare(EndingSql).Bind(1, limit), whole: true);

    public static DateTimeOffset? NextEnd(SqliteSession session)
    {
        using var statement = session.Prepare(NextEndSql);
        return statement.Read() ? statement.MomentOrNull(0) : null;
    }

    /// <summary>Whether a run is running, when the first of the queue can be claimed, and when the next delay ends.</summary>
    public static (bool Running, DateTimeOffset? First, DateTimeOffset? Delayed) Queue(SqliteSession session, ThreadRow thread)
    {
        using var statement = session.Prepare(QueueSql);
        statement.Bind(1, thread.Key).Read();
        return (statement.Int(0) != 0, statement.MomentOrNull(1), statement.MomentOrNull(2));
    }

    /// <summary>Stores a new run.</summary>
    public static void Insert(SqliteSession session, ThreadRow thread, StoredRun run, bool tellEnd) => session.Prepare(InsertSql)
        .Bind(1, run.RunId).Bind(2, thread.Key).Bind(3, run.GraphName).Bind(4, run.Sequence).Bind(5, (long)run.Strategy).Bind(6, run.IdempotencyKey)
        .Bind(7, run.Delayed ? 1L : 0L).Bind(8, RowCodec.Microseconds(run.NotBefore)).Bind(9, RowCodec.Microseconds(run.CreatedAt))
        .Bind(10, run.MaxAttempts).Bind(11, run.Metadata.Span).Bind(12, run.Input.Span).Bind(13, run.Config.Span)
        .Bind(14, tellEnd ? Moments.Stored(run.CreatedAt) : null)
        .Execute();

    /// <summary>Stores what can change of a run, except its output.</summary>
    public static void Save(SqliteSession session, RunRow row)
    {
        var run = row.Stored;
        session.Prepare(SaveSql)
            .Bind(1, row.Key).Bind(2, run.Sequence).Bind(3, (long)run.Status).Bind(4, (long)run.Reason).Bind(5, run.Delayed ? 1L : 0L)
            .Bind(6, RowCodec.Microseconds(run.NotBefore)).Bind(7, Moments.Stored(run.StartedAt)).Bind(8, Moments.Stored(run.FinishedAt))
            .Bind(9, run.Attempt).Bind(10, run.Owner).Bind(11, run.Epoch).Bind(12, Moments.Stored(run.LeaseUntil)).Bind(13, (long)run.Signal)
            .Bind(14, Moments.Stored(run.SignalDeadline)).Bind(15, (long)run.Guards).Bind(16, run.InputOwed ? 1L : 0L).Bind(17, run.Error)
            .Bind(18, Names.Write(run.InterruptIds))
            .Execute();
    }

    public static void SaveOutput(SqliteSession session, RunRow row) => session.Prepare(OutputSql).Bind(1, row.Key).Bind(2, row.Stored.Output.Span)
        .Bind(3, row.Stored.Interrupts.Span)
        .Execute();

    /// <summary>Runs that have ended and whose end is to be told.</summary>
    public static List<RunRow> Ended(SqliteSession session, DateTimeOffset now, int limit) =>
        RunColumns.ReadAll(session.Prepare(EndedSql).Bind(1, RowCodec.Microseconds(now)).Bind(2, limit), whole: true);

    /// <summary>How often the end of a run was taken to be told.</summary>
    public static int Told(SqliteSession session, RunRow row)
    {
        using var statement = session.Prepare(ToldSql);
        return statement.Bind(1, row.Key).Read() ? statement.Int(0) : 0;
    }

    public static void Tell(SqliteSession session, RunRow row, DateTimeOffset next) =>
        session.Prepare(TellSql).Bind(1, row.Key).Bind(2, RowCodec.Microseconds(next)).Execute();

    public static bool Confirm(SqliteSession session, string threadId, string runId)
    {
        using var statement = session.Prepare(ConfirmSql);
        var found = statement.Bind(1, runId).Bind(2, threadId).Read();
        return found && !statement.Read();
    }

    public static void MarkApplied(SqliteSession session, ThreadRow thread, string runId) => session.Prepare(AppliedSql).Bind(1, thread.Key).Bind(2, runId).Execute();

    /// <summary>Moves the end of a lease; gives the signal, or null if the lease does not hold.</summary>
    public static RunSignal? Renew(SqliteSession session, RunLease lease, DateTimeOffset until)
    {
        using var statement = session.Prepare(RenewSql);
        statement.Bind(1, lease.RunId).Bind(2, lease.Epoch).Bind(3, lease.ThreadId).Bind(4, RowCodec.Microseconds(until));
        if (!statement.Read())
        {
            return null;
        }

        var signal = (RunSignal)statement.Int(0);
        statement.Read();
        return signal;
    }

    public static void Drop(SqliteSession session, long key) => session.Prepare(DropSql).Bind(1, key).Execute();

    public static void DropAll(SqliteSession session, ThreadRow thread) => session.Prepare(DropAllSql).Bind(1, thread.Key).Execute();

    /// <summary>Runs that ended long ago and owe no input.</summary>
    public static List<long> Old(SqliteSession session, DateTimeOffset until, int limit)
    {
        var keys = new List<long>();
        using var statement = session.Prepare(OldSql);
        statement.Bind(1, RowCodec.Microseconds(until)).Bind(2, limit);
        while (statement.Read())
        {
            keys.Add(statement.Long(0));
        }

        return keys;
    }

    private static RunRow? One(SqliteStatement statement, bool whole)
    {
        using (statement)
        {
            return statement.Read() ? RunColumns.Read(statement, whole) : null;
        }
    }
}
