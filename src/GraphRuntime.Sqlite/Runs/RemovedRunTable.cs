using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Records of removed runs.</summary>
internal static class RemovedRunTable
{
    private const string CheckpointsSql = """
        SELECT count(*) FROM gr_checkpoint WHERE line IN (SELECT id FROM gr_line WHERE thread = ?1) AND run = ?2 AND hidden = 0
        """;

    private const string WritesSql = "SELECT count(*) FROM gr_pending_write WHERE line IN (SELECT id FROM gr_line WHERE thread = ?1) AND run = ?2";

    private const string EventsSql = "SELECT count(*) FROM gr_run_event WHERE run = ?1";

    private const string InsertSql = """
        INSERT INTO gr_run_removed(thread, seq, run, graph, rolled_back, status, created, started, removed, expires, removed_by, caller, checkpoints, writes, events, input)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        """;

    private const string ListSql = """
        SELECT run, graph, seq, rolled_back, status, created, started, removed, expires, removed_by, caller, checkpoints, writes, events, input FROM gr_run_removed
        WHERE thread = ?1 AND (?2 IS NULL OR run = ?2) AND expires > ?3 ORDER BY removed DESC, seq DESC LIMIT ?4 OFFSET ?5
        """;

    private const string DropOldSql = """
        DELETE FROM gr_run_removed WHERE thread = ?1 AND (expires <= ?2
            OR seq IN (SELECT seq FROM gr_run_removed WHERE thread = ?1 ORDER BY removed DESC, seq DESC LIMIT -1 OFFSET ?3))
        """;

    private const string DropExpiredSql = "DELETE FROM gr_run_removed WHERE expires <= ?1";

    private const string DropAllSql = "DELETE FROM gr_run_removed WHERE thread = ?1";

    /// <summary>Records a run before it is removed.</summary>
    public static void Record(SqliteSession session, ThreadRow thread, RunRemoval removal, DateTimeOffset now)
    {
        var run = RunTable.Find(session, thread, removal.Run.RunId, whole: removal.Recording.IncludesInput)!;
        Insert(session, thread, removal.ToRecord(now, run.Stored.Input, CountsOf(session, thread, removal, run.Key)));
        session.Prepare(DropOldSql).Bind(1, thread.Key).Bind(2, RowCodec.Microseconds(now)).Bind(3, (long)RemovalRecording.MostOfThread).Execute();
    }

    public static List<RemovedRun> List(SqliteSession session, ThreadRow thread, RemovedRunQuery query, DateTimeOffset now)
    {
        var statement = session.Prepare(ListSql)
            .Bind(1, thread.Key).Bind(2, query.RunId).Bind(3, RowCodec.Microseconds(now)).Bind(4, (long)query.Limit).Bind(5, (long)query.Offset);
        return [.. statement.Rows(row => Read(row, thread.ThreadId))];
    }

    public static void DropExpired(SqliteSession session, DateTimeOffset now) => session.Prepare(DropExpiredSql).Bind(1, RowCodec.Microseconds(now)).Execute();

    public static void DropAll(SqliteSession session, ThreadRow thread) => session.Prepare(DropAllSql).Bind(1, thread.Key).Execute();

    private static RemovedCounts CountsOf(SqliteSession session, ThreadRow thread, RunRemoval removal, long runKey)
    {
        var isRolledBack = removal.Kind == RunEndKind.RolledBack;
        return new RemovedCounts(
            isRolledBack ? Count(session.Prepare(CheckpointsSql).Bind(1, thread.Key).Bind(2, removal.Run.RunId)) : 0,
            isRolledBack ? Count(session.Prepare(WritesSql).Bind(1, thread.Key).Bind(2, removal.Run.RunId)) : 0,
            Count(session.Prepare(EventsSql).Bind(1, runKey)));
    }

    private static int Count(SqliteStatement statement)
    {
        using (statement)
        {
            return statement.Read() ? statement.Int(0) : 0;
        }
    }

    private static void Insert(SqliteSession session, ThreadRow thread, RemovedRun record) => session.Prepare(InsertSql)
        .Bind(1, thread.Key).Bind(2, record.Sequence).Bind(3, record.RunId).Bind(4, record.GraphName).Bind(5, record.Kind == RunEndKind.RolledBack ? 1L : 0L)
        .Bind(6, (long)record.Status).Bind(7, RowCodec.Microseconds(record.CreatedAt)).Bind(8, Moments.Stored(record.StartedAt))
        .Bind(9, RowCodec.Microseconds(record.RemovedAt)).Bind(10, RowCodec.Microseconds(record.ExpiresAt)).Bind(11, record.RemovedBy).Bind(12, record.Caller)
        .Bind(13, (long)record.Checkpoints).Bind(14, (long)record.Writes).Bind(15, (long)record.Events).Bind(16, record.Input.Span)
        .Execute();

    private static RemovedRun Read(SqliteStatement row, string threadId) => new()
    {
        ThreadId = threadId,
        RunId = row.Text(0),
        GraphName = row.Text(1),
        Sequence = row.Long(2),
        Kind = row.Int(3) == 1 ? RunEndKind.RolledBack : RunEndKind.Deleted,
        Status = (RunStatus)row.Int(4),
        CreatedAt = row.Moment(5),
        StartedAt = row.MomentOrNull(6),
        RemovedAt = row.Moment(7),
        ExpiresAt = row.Moment(8),
        RemovedBy = row.TextOrNull(9),
        Caller = row.TextOrNull(10),
        Checkpoints = row.Int(11),
        Writes = row.Int(12),
        Events = row.Int(13),
        Input = row.Bytes(14),
    };
}
