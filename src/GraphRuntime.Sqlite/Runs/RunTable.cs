using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Rows of runs.</summary>
internal static class RunTable
{
    private const string ByIdSql = RunColumns.Select + "WHERE r.thread = ?1 AND r.id = ?2";

    private const string ByLeaseSql = RunColumns.Select + "WHERE r.id = ?1 AND r.thread = (SELECT id FROM gr_thread WHERE name = ?2)";

    private const string ByRowSql = RunColumns.Select + "WHERE r.key = ?1";

    private const string ByKeySql = RunColumns.Select + "WHERE r.thread = ?1 AND r.idem = ?2";

    private const string RunningSql = RunColumns.Select + "WHERE r.thread = ?1 AND r.status = 1";

    private const string FirstSql = RunColumns.Select + "WHERE r.thread = ?1 AND r.status = 0 AND r.delayed = 0 ORDER BY r.urgency DESC, r.seq LIMIT 1";

    private const string QueuedSql = RunColumns.Select + "WHERE r.thread = ?1 AND r.status = 0 AND r.delayed = 0 AND r.id <> ?2 ORDER BY r.urgency DESC, r.seq";

    private const string DelayedSql = RunColumns.Select + """
        WHERE r.thread = ?1 AND r.status = 0 AND r.delayed = 1 ORDER BY CASE WHEN r.not_before > r.created THEN r.not_before ELSE 0 END, r.seq
        """;

    private const string HeldSql = RunColumns.Select + "WHERE r.thread = ?1 AND r.status = 0 AND r.delayed = 1 AND r.held = 1 ORDER BY r.seq";

    private const string SteeredIntoSql = RunColumns.Select + "WHERE r.thread = ?1 AND r.steers = ?2 ORDER BY r.seq";

    private const string TakenSql = RunColumns.Select + "WHERE r.thread = ?1 AND r.steers = ?2 AND r.owed = 1 AND r.reason = 9 ORDER BY r.seq";

    private const string OwedIdsSql = "SELECT id FROM gr_run WHERE thread = ?1 AND owed = 1";

    private const string OwedSql = RunColumns.Select + """
        WHERE r.thread = ?1 AND r.owed = 1 AND CASE
            WHEN r.reason = 9 THEN NOT EXISTS(SELECT 1 FROM gr_run k WHERE k.thread = ?1 AND k.id = r.steers AND k.status IN (0, 1))
            ELSE r.urgency > ?3 OR r.urgency = ?3 AND r.seq < ?2 END ORDER BY r.seq
        """;

    private const string EndingSql = RunColumns.Select + """
        WHERE r.status = 1 ORDER BY min(r.lease_until, coalesce(r.signal_deadline, r.lease_until)), t.name LIMIT ?1
        """;

    private const string NextEndSql = "SELECT min(min(lease_until, coalesce(signal_deadline, lease_until))) FROM gr_run WHERE status = 1";

    private const string InsertSql = """
        INSERT INTO gr_run(id, thread, graph, seq, status, reason, strategy, idem, delayed, not_before, created, attempt, max_attempts, epoch, signal,
            guards, owed, metadata, input, config, tell, held, steers, urgency, steers_path)
        VALUES(?1, ?2, ?3, ?4, 0, 0, ?5, ?6, ?7, ?8, ?9, 0, ?10, 0, 0, 0, 0, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
        """;

    private const string SaveSql = """
        UPDATE gr_run SET seq = ?3, status = ?4, reason = ?5, delayed = ?6, not_before = ?7, started = ?8, finished = ?9, attempt = ?10, owner = ?11,
            epoch = ?12, lease_until = ?13, signal = ?14, signal_deadline = ?15, guards = ?16, owed = ?17, error = ?18, questions = ?19, held = ?20,
            steers = ?21, steered = ?22, max_attempts = ?23
        WHERE thread = ?1 AND id = ?2
        """;

    private const string OutputSql = "UPDATE gr_run SET output = ?3, interrupts = ?4 WHERE thread = ?1 AND id = ?2";

    private const string EndedSql = RunColumns.Select + "WHERE r.tell <= ?1 AND r.tell IS NOT NULL AND r.finished IS NOT NULL ORDER BY r.tell LIMIT ?2";

    private const string TellSql = "UPDATE gr_run SET tell = ?2, told = told + 1 WHERE key = ?1";

    private const string ToldSql = "SELECT told FROM gr_run WHERE key = ?1";

    private const string ConfirmSql = """
        UPDATE gr_run SET tell = NULL WHERE id = ?1 AND tell IS NOT NULL AND thread = (SELECT id FROM gr_thread WHERE name = ?2) RETURNING key
        """;

    private const string AppliedSql = "UPDATE gr_run SET owed = 0 WHERE thread = ?1 AND id = ?2";

    private const string RenewSql = """
        UPDATE gr_run SET lease_until = ?4 WHERE id = ?1 AND status = 1 AND epoch = ?2 AND thread = (SELECT id FROM gr_thread WHERE name = ?3) RETURNING signal, steered
        """;

    private const string DropSql = "DELETE FROM gr_run WHERE key = ?1";

    private const string DropAllSql = "DELETE FROM gr_run WHERE thread = ?1";

    private const string OldSql = "SELECT key, thread FROM gr_run WHERE owed = 0 AND tell IS NULL AND finished IS NOT NULL AND finished <= ?1 ORDER BY finished LIMIT ?2";

    public static RunRow? Find(SqliteSession session, ThreadRow thread, string runId, bool whole = false) =>
        One(session.Prepare(ByIdSql).Bind(1, thread.Key).Bind(2, runId), whole);

    /// <summary>The run that a lease is about, whether the lease holds or not.</summary>
    public static RunRow? Find(SqliteSession session, RunLease lease) => Find(session, lease.ThreadId, lease.RunId, whole: false);

    public static RunRow? Find(SqliteSession session, string threadId, string runId, bool whole) =>
        One(session.Prepare(ByLeaseSql).Bind(1, runId).Bind(2, threadId), whole);

    public static RunRow? Get(SqliteSession session, long key) => One(session.Prepare(ByRowSql).Bind(1, key), whole: true);

    public static RunRow? FindByKey(SqliteSession session, ThreadRow thread, string key) =>
        One(session.Prepare(ByKeySql).Bind(1, thread.Key).Bind(2, key), whole: true);

    public static RunRow? Running(SqliteSession session, ThreadRow thread, bool whole) => One(session.Prepare(RunningSql).Bind(1, thread.Key), whole);

    /// <summary>The first run of the queue.</summary>
    public static RunRow? First(SqliteSession session, ThreadRow thread) => One(session.Prepare(FirstSql).Bind(1, thread.Key), whole: false);

    public static List<RunRow> Queued(SqliteSession session, ThreadRow thread, bool whole) =>
        RunColumns.ReadAll(session.Prepare(QueuedSql).Bind(1, thread.Key).Bind(2, ""), whole);

    /// <summary>The queue behind its first run, read as far as it is enumerated.</summary>
    public static IEnumerable<RunRow> QueuedAfter(SqliteSession session, ThreadRow thread, StoredRun first)
    {
        foreach (var run in RunColumns.ReadAll(session.Prepare(QueuedSql).Bind(1, thread.Key).Bind(2, first.RunId), whole: false))
        {
            yield return run;
        }
    }

    /// <summary>The delayed runs, by the moments at which they enter the queue.</summary>
    public static List<RunRow> Delayed(SqliteSession session, ThreadRow thread, bool whole) => RunColumns.ReadAll(session.Prepare(DelayedSql).Bind(1, thread.Key), whole);

    public static List<RunRow> Held(SqliteSession session, ThreadRow thread) => RunColumns.ReadAll(session.Prepare(HeldSql).Bind(1, thread.Key), whole: false);

    /// <summary>The runs, ended or not, whose inputs are for a run or have gone into it.</summary>
    public static List<RunRow> SteeredInto(SqliteSession session, ThreadRow thread, string runId) =>
        RunColumns.ReadAll(session.Prepare(SteeredIntoSql).Bind(1, thread.Key).Bind(2, runId), whole: false);

    /// <summary>Those of them whose inputs the run has taken and that are owed.</summary>
    public static List<RunRow> Taken(SqliteSession session, ThreadRow thread, string runId) =>
        RunColumns.ReadAll(session.Prepare(TakenSql).Bind(1, thread.Key).Bind(2, runId), whole: true);

    public static List<string> OwedRunIds(SqliteSession session, ThreadRow thread) => session.Prepare(OwedIdsSql).Bind(1, thread.Key).Texts();

    /// <summary>The runs whose inputs are applied before a run that is claimed, as <see cref="RunTransitions.IsOwedBefore"/> says.</summary>
    public static List<RunRow> OwedBefore(SqliteSession session, ThreadRow thread, StoredRun claimed) =>
        RunColumns.ReadAll(session.Prepare(OwedSql).Bind(1, thread.Key).Bind(2, claimed.Sequence).Bind(3, claimed.Urgency), whole: true);

    /// <summary>Running runs by the moment at which they are taken from their owners.</summary>
    public static List<RunRow> Ending(SqliteSession session, int limit) => RunColumns.ReadAll(session.Prepare(EndingSql).Bind(1, limit), whole: true);

    public static DateTimeOffset? NextEnd(SqliteSession session)
    {
        using var statement = session.Prepare(NextEndSql);
        return statement.Read() ? statement.MomentOrNull(0) : null;
    }

    /// <summary>Stores a new run.</summary>
    public static void Insert(SqliteSession session, ThreadRow thread, StoredRun run, bool tellEnd) => session.Prepare(InsertSql)
        .Bind(1, run.RunId).Bind(2, thread.Key).Bind(3, run.GraphName).Bind(4, run.Sequence).Bind(5, (long)run.Strategy).Bind(6, run.IdempotencyKey)
        .Bind(7, run.Delayed ? 1L : 0L).Bind(8, RowCodec.Microseconds(run.NotBefore)).Bind(9, RowCodec.Microseconds(run.CreatedAt))
        .Bind(10, run.MaxAttempts).Bind(11, run.Metadata.Span).Bind(12, run.Input.Span).Bind(13, run.Config.Span)
        .Bind(14, tellEnd ? Moments.Stored(run.CreatedAt) : null).Bind(15, run.Held ? 1L : 0L)
        .Bind(16, run.SteersRunId).Bind(17, run.Urgency).Bind(18, run.SteersPath)
        .Execute();

    /// <summary>Stores what can change of a run.</summary>
    public static void Save(SqliteSession session, ThreadRow thread, StoredRun run)
    {
        session.Prepare(SaveSql)
            .Bind(1, thread.Key).Bind(2, run.RunId).Bind(3, run.Sequence).Bind(4, (long)run.Status).Bind(5, (long)run.Reason).Bind(6, run.Delayed ? 1L : 0L)
            .Bind(7, RowCodec.Microseconds(run.NotBefore)).Bind(8, Moments.Stored(run.StartedAt)).Bind(9, Moments.Stored(run.FinishedAt))
            .Bind(10, run.Attempt).Bind(11, run.Owner).Bind(12, run.Epoch).Bind(13, Moments.Stored(run.LeaseUntil)).Bind(14, (long)run.Signal)
            .Bind(15, Moments.Stored(run.SignalDeadline)).Bind(16, (long)run.Guards).Bind(17, run.InputOwed ? 1L : 0L).Bind(18, run.Error)
            .Bind(19, Names.Write(run.InterruptIds)).Bind(20, run.Held ? 1L : 0L)
            .Bind(21, run.SteersRunId).Bind(22, run.SteeredInputs).Bind(23, run.MaxAttempts)
            .Execute();
        if (!run.Output.IsEmpty || !run.Interrupts.IsEmpty)
        {
            session.Prepare(OutputSql).Bind(1, thread.Key).Bind(2, run.RunId).Bind(3, run.Output.Span).Bind(4, run.Interrupts.Span).Execute();
        }
    }

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

    /// <summary>Moves the end of a lease; gives what its owner has to know, or null if the lease does not hold.</summary>
    public static LeaseState? Renew(SqliteSession session, RunLease lease, DateTimeOffset until)
    {
        using var statement = session.Prepare(RenewSql);
        statement.Bind(1, lease.RunId).Bind(2, lease.Epoch).Bind(3, lease.ThreadId).Bind(4, RowCodec.Microseconds(until));
        if (!statement.Read())
        {
            return null;
        }

        var state = new LeaseState(lease, (RunSignal)statement.Int(0)) { SteeredInputs = statement.Int(1) };
        statement.Read();
        return state;
    }

    public static void Drop(SqliteSession session, long key) => session.Prepare(DropSql).Bind(1, key).Execute();

    public static void DropAll(SqliteSession session, ThreadRow thread) => session.Prepare(DropAllSql).Bind(1, thread.Key).Execute();

    /// <summary>Runs that ended long ago and owe no input.</summary>
    public static List<(long Key, long Thread)> Old(SqliteSession session, DateTimeOffset until, int limit) =>
        [.. session.Prepare(OldSql).Bind(1, RowCodec.Microseconds(until)).Bind(2, limit).Rows(static row => (row.Long(0), row.Long(1)))];

    private static RunRow? One(SqliteStatement statement, bool whole)
    {
        using (statement)
        {
            return statement.Read() ? RunColumns.Read(statement, whole) : null;
        }
    }
}
