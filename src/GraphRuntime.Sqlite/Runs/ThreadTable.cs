using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Ledger;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Rows of threads. The row of the epoch is the one the checkpointer checks.</summary>
internal static class ThreadTable
{
    /// <summary>The columns that <see cref="Read"/> expects, in its order.</summary>
    public const string Columns = """
        t.name, t.id, t.epoch, r.thread IS NOT NULL, r.status, r.rest, r.pause, r.questions, r.graph, r.created, r.updated, r.last_seq, r.place, r.wakes, r.metadata,
            r.winds_run, r.winds_epoch, r.winds_until, r.version, r.next_graph, r.context, t.last_event, r.last_event
        """;

    private const string FindSql = "SELECT " + Columns + " FROM gr_thread t LEFT JOIN gr_run_thread r ON r.thread = t.id WHERE t.name = ?1";

    private const string AddSql = "INSERT INTO gr_thread(name, epoch) VALUES(?1, 0)";

    private const string InsertSql = """
        INSERT INTO gr_run_thread(thread, status, rest, pause, questions, graph, created, updated, last_seq, place, wakes, metadata, last_event)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?9, ?7, ?8, NULL, NULL, ?10, ?11)
        """;

    private const string SaveSql = """
        UPDATE gr_run_thread SET status = ?2, rest = ?3, pause = ?4, questions = ?5, graph = ?6, updated = ?7, last_seq = ?8, place = ?9, wakes = ?10,
            winds_run = ?11, winds_epoch = ?12, winds_until = ?13, version = ?14, next_graph = ?15, last_event = ?16
        WHERE thread = ?1
        """;

    private const string ContextSql = "UPDATE gr_run_thread SET context = ?2 WHERE thread = ?1";

    private const string MetadataSql = "UPDATE gr_run_thread SET metadata = ?2, updated = ?3, version = version + 1 WHERE thread = ?1";

    private const string LastEventSql = "UPDATE gr_run_thread SET last_event = ?2 WHERE thread = ?1";

    private const string KeepLastEventSql = "UPDATE gr_thread SET last_event = ?2 WHERE id = ?1";

    private const string OutdateSql = "UPDATE gr_run_thread SET version = version + 1 WHERE thread = ?1";

    private const string DropSql = "DELETE FROM gr_run_thread WHERE thread = ?1";

    private const string LastPlaceSql = "SELECT max(place) FROM gr_run_thread WHERE place IS NOT NULL";

    private const string ReadySql = """
        SELECT t.name FROM gr_run_thread r CROSS JOIN gr_thread t ON t.id = r.thread
        WHERE r.place IS NOT NULL AND (?2 IS NULL OR r.next_graph IN (SELECT value FROM json_each(?2))) ORDER BY r.place LIMIT ?1
        """;

    private const string ReadyGraphsSql = "SELECT DISTINCT next_graph FROM gr_run_thread WHERE place IS NOT NULL AND next_graph IS NOT NULL";

    private const string DueSql = """
        SELECT t.name FROM gr_run_thread r CROSS JOIN gr_thread t ON t.id = r.thread
        WHERE r.wakes IS NOT NULL AND r.wakes <= ?1 ORDER BY r.wakes, t.name
        """;

    private const string NextWakeSql = "SELECT min(wakes) FROM gr_run_thread WHERE wakes IS NOT NULL";

    /// <summary>Reads what there is of a thread, also where it was never created.</summary>
    public static ThreadRow Look(SqliteSession session, string threadId)
    {
        using var statement = session.Prepare(FindSql);
        return statement.Bind(1, threadId).Read() ? Read(statement) : new ThreadRow(Empty(threadId));
    }

    public static ThreadRow? Find(SqliteSession session, string threadId) => Look(session, threadId) is { Exists: true } row ? row : null;

    public static ThreadRow Read(SqliteStatement statement)
    {
        var header = Empty(statement.Text(0)) with { Epoch = statement.Long(2), LastEvent = statement.Long(21) };
        var row = new ThreadRow(header) { Key = statement.Long(1), Exists = statement.Long(3) != 0 };
        if (!row.Exists)
        {
            return row;
        }

        var pause = statement.IsNull(6) ? null : new ThreadPause((RunStatusReason)statement.Int(6), Names.Read(statement.Span(7)));
        return row with
        {
            Position = statement.IsNull(12) ? null : statement.Long(12),
            Version = statement.Long(18),
            Header = header with
            {
                Status = (ThreadStatus)statement.Int(4),
                Rest = new ThreadRest((ThreadStatus)statement.Int(5), pause),
                GraphName = statement.TextOrNull(8),
                CreatedAt = statement.Moment(9),
                UpdatedAt = statement.Moment(10),
                LastSequence = statement.Long(11),
                IsReady = !statement.IsNull(12),
                WakesAt = statement.MomentOrNull(13),
                Metadata = statement.Bytes(14),
                Draining = statement.IsNull(15) ? null : new DrainingLease(statement.Text(15), statement.Long(16), statement.Moment(17)),
                NextGraph = statement.TextOrNull(19),
                Context = statement.Bytes(20),
                LastEvent = statement.Long(22),
            },
        };
    }

    /// <summary>Adds a thread that <see cref="Look"/> did not find to exist.</summary>
    public static ThreadRow Insert(SqliteSession session, ThreadRow row)
    {
        if (row.Key == 0)
        {
            session.Prepare(AddSql).Bind(1, row.ThreadId).Execute();
            row = row with { Key = session.LastRowId() };
        }

        Bind(session.Prepare(InsertSql), row).Bind(9, RowCodec.Microseconds(row.Header.CreatedAt)).Bind(10, row.Header.Metadata.Span).Bind(11, row.Header.LastEvent).Execute();
        return row with { Exists = true };
    }

    public static void Save(SqliteSession session, ThreadRow row) =>
        Bind(session.Prepare(SaveSql), row).Bind(9, row.Position).Bind(10, Moments.Stored(row.Header.WakesAt))
            .Bind(11, row.Header.Draining?.RunId).Bind(12, row.Header.Draining?.Epoch).Bind(13, Moments.Stored(row.Header.Draining?.Until))
            .Bind(14, row.Version).Bind(15, row.Header.NextGraph).Bind(16, row.Header.LastEvent)
            .Execute();

    public static void SaveContext(SqliteSession session, ThreadRow row) =>
        session.Prepare(ContextSql).Bind(1, row.Key).Bind(2, row.Header.Context.Span).Execute();

    /// <summary>Makes decisions about the thread that were not stored yet be made again.</summary>
    public static void Outdate(SqliteSession session, ThreadRow row) => session.Prepare(OutdateSql).Bind(1, row.Key).Execute();

    public static void SaveMetadata(SqliteSession session, ThreadRow row) => session.Prepare(MetadataSql)
        .Bind(1, row.Key).Bind(2, row.Header.Metadata.Span).Bind(3, RowCodec.Microseconds(row.Header.UpdatedAt))
        .Execute();

    public static void SaveLastEvent(SqliteSession session, ThreadRow row, long lastEvent) =>
        session.Prepare(LastEventSql).Bind(1, row.Key).Bind(2, lastEvent).Execute();

    /// <summary>Removes a thread. Its last number stays, so that a thread of the same id goes on counting.</summary>
    public static void Drop(SqliteSession session, ThreadRow row)
    {
        session.Prepare(DropSql).Bind(1, row.Key).Execute();
        session.Prepare(KeepLastEventSql).Bind(1, row.Key).Bind(2, row.Header.LastEvent).Execute();
    }

    public static long NextPosition(SqliteSession session) => session.Scalar(LastPlaceSql) + 1;

    /// <summary>The threads whose first run can be claimed and fits the claim, longest first.</summary>
    public static List<string> Ready(SqliteSession session, RunClaim claim) =>
        session.Prepare(ReadySql).Bind(1, claim.Limit).Bind(2, claim.Graphs is { } graphs ? JsonArray.Of(graphs) : null).Texts();

    /// <summary>The graphs of all runs that can be claimed.</summary>
    public static List<string> ReadyGraphs(SqliteSession session) => session.Prepare(ReadyGraphsSql).Texts();

    /// <summary>The threads whose moment has come, by that moment.</summary>
    public static List<string> Due(SqliteSession session, DateTimeOffset now) => session.Prepare(DueSql).Bind(1, RowCodec.Microseconds(now)).Texts();

    public static DateTimeOffset? NextWake(SqliteSession session)
    {
        using var statement = session.Prepare(NextWakeSql);
        return statement.Read() ? statement.MomentOrNull(0) : null;
    }

    private static SqliteStatement Bind(SqliteStatement statement, ThreadRow row) => statement
        .Bind(1, row.Key).Bind(2, (long)row.Header.Status).Bind(3, (long)row.Header.Rest.Status).Bind(4, (long?)row.Header.Rest.Pause?.Reason)
        .Bind(5, row.Header.Rest.Pause is { } pause ? Names.Write(pause.InterruptIds) : []).Bind(6, row.Header.GraphName)
        .Bind(7, RowCodec.Microseconds(row.Header.UpdatedAt)).Bind(8, row.Header.LastSequence);

    private static ThreadHeader Empty(string threadId) => new() { ThreadId = threadId, CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch };
}
