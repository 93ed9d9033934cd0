using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Rows of threads. The row of the epoch is the one the checkpointer checks.</summary>
internal static class ThreadTable
{
    /// <summary>The columns that <see cref="Read"/> expects, in its order.</summary>
    public const string Columns = """
        t.name, t.id, t.epoch, r.thread IS NOT NULL, r.status, r.rest, r.pause, r.questions, r.graph, r.created, r.updated, r.last_seq, r.place, r.wakes, r.metadata,
            r.winds_run, r.winds_epoch, r.winds_until, r.context, t.last_event, r.last_event
        """;

    private const string FindSql = "SELECT " + Columns + " FROM gr_thread t LEFT JOIN gr_run_thread r ON r.thread = t.id WHERE t.name = ?1";

    private const string AddSql = "INSERT INTO gr_thread(name, epoch) VALUES(?1, 0)";

    private const string InsertSql = """
        INSERT INTO gr_run_thread(thread, status, rest, pause, questions, graph, created, updated, last_seq, place, wakes, metadata, last_event)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?9, ?7, ?8, ?10, ?11, ?12, ?13)
        """;

    private const string SaveSql = """
        UPDATE gr_run_thread SET status = ?2, rest = ?3, pause = ?4, questions = ?5, graph = ?6, updated = ?7, last_seq = ?8, place = ?9, wakes = ?10,
            winds_run = ?11, winds_epoch = ?12, winds_until = ?13, last_event = ?14
        WHERE thread = ?1
        """;

    private const string MetadataSql = "UPDATE gr_run_thread SET metadata = ?2, updated = ?3 WHERE thread = ?1";

    private const string ContextSql = "UPDATE gr_run_thread SET context = ?2 WHERE thread = ?1";

    private const string LastEventSql = "UPDATE gr_run_thread SET last_event = ?2 WHERE thread = ?1";

    private const string KeepLastEventSql = "UPDATE gr_thread SET last_event = ?2 WHERE id = ?1";

    private const string DropSql = "DELETE FROM gr_run_thread WHERE thread = ?1";

    private const string LastPlaceSql = "SELECT max(place) FROM gr_run_thread WHERE place IS NOT NULL";

    private const string InLineSql = """
        SELECT t.name FROM gr_run_thread r CROSS JOIN gr_thread t ON t.id = r.thread WHERE r.place IS NOT NULL ORDER BY r.place LIMIT ?1
        """;

    private const string DueSql = """
        SELECT t.name FROM gr_run_thread r CROSS JOIN gr_thread t ON t.id = r.thread
        WHERE r.wakes IS NOT NULL AND r.wakes <= ?1 ORDER BY r.wakes
        """;

    private const string NextWakeSql = "SELECT min(wakes) FROM gr_run_thread WHERE wakes IS NOT NULL";

    /// <summary>Reads what there is of a thread, also where it was never created.</summary>
    public static ThreadRow Look(SqliteSession session, string threadId)
    {
        using var statement = session.Prepare(FindSql);
        return statement.Bind(1, threadId).Read() ? Read(statement) : new ThreadRow(threadId);
    }

    public static ThreadRow? Find(SqliteSession session, string threadId) => Look(session, threadId) is { Exists: true } row ? row : null;

    public static ThreadRow Read(SqliteStatement statement)
    {
        var row = new ThreadRow(statement.Text(0)) { Key = statement.Long(1), Epoch = statement.Long(2), Exists = statement.Long(3) != 0 };
        row.LastEvent = statement.Long(row.Exists ? 20 : 19);
        if (!row.Exists)
        {
            return row;
        }

        var pause = statement.IsNull(6) ? null : new ThreadPause((RunStatusReason)statement.Int(6), Names.Read(statement.Span(7)));
        row.Status = (ThreadStatus)statement.Int(4);
        row.Rest = new ThreadRest((ThreadStatus)statement.Int(5), pause);
        row.GraphName = statement.TextOrNull(8);
        row.CreatedAt = statement.Moment(9);
        row.UpdatedAt = statement.Moment(10);
        row.LastSequence = statement.Long(11);
        row.Place = statement.IsNull(12) ? null : statement.Long(12);
        row.WakesAt = statement.MomentOrNull(13);
        row.Metadata = statement.Bytes(14);
        row.Context = statement.Bytes(18);
        row.WindsDown = statement.IsNull(15) ? null : (statement.Text(15), statement.Long(16), statement.Moment(17));
        return row;
    }

    /// <summary>Adds a thread that <see cref="Look"/> did not find to exist.</summary>
    public static void Insert(SqliteSession session, ThreadRow row)
    {
        if (row.Key == 0)
        {
            session.Prepare(AddSql).Bind(1, row.ThreadId).Execute();
            row.Key = session.LastRowId();
        }

        row.Exists = true;
        Bind(session.Prepare(InsertSql), row)
            .Bind(9, RowCodec.Microseconds(row.CreatedAt)).Bind(10, row.Place).Bind(11, Moments.Stored(row.WakesAt)).Bind(12, row.Metadata.Span).Bind(13, row.LastEvent)
            .Execute();
    }

    public static void Save(SqliteSession session, ThreadRow row) =>
        Bind(session.Prepare(SaveSql), row).Bind(9, row.Place).Bind(10, Moments.Stored(row.WakesAt))
            .Bind(11, row.WindsDown?.RunId).Bind(12, row.WindsDown?.Epoch).Bind(13, Moments.Stored(row.WindsDown?.Until)).Bind(14, row.LastEvent)
            .Execute();

    public static void SaveMetadata(SqliteSession session, ThreadRow row) => session.Prepare(MetadataSql)
        .Bind(1, row.Key).Bind(2, row.Metadata.Span).Bind(3, RowCodec.Microseconds(row.UpdatedAt))
        .Execute();

    public static void SaveContext(SqliteSession session, ThreadRow row) =>
        session.Prepare(ContextSql).Bind(1, row.Key).Bind(2, row.Context.Span).Execute();

    public static void SaveLastEvent(SqliteSession session, ThreadRow row) =>
        session.Prepare(LastEventSql).Bind(1, row.Key).Bind(2, row.LastEvent).Execute();

    /// <summary>Removes a thread. Its last number stays, so that a thread of the same id goes on counting.</summary>
    public static void Drop(SqliteSession session, ThreadRow row)
    {
        session.Prepare(DropSql).Bind(1, row.Key).Execute();
        session.Prepare(KeepLastEventSql).Bind(1, row.Key).Bind(2, row.LastEvent).Execute();
    }

    public static long NextPlace(SqliteSession session) => session.Scalar(LastPlaceSql) + 1;

    /// <summary>The threads whose first run can be claimed, longest first.</summary>
    public static List<string> InLine(SqliteSession session, int limit) => ThreadIds(session.Prepare(InLineSql).Bind(1, limit));

    /// <summary>The threads whose moment has come, by that moment.</summary>
    public static List<string> Due(SqliteSession session, DateTimeOffset now) => ThreadIds(session.Prepare(DueSql).Bind(1, RowCodec.Microseconds(now)));

    public static DateTimeOffset? NextWake(SqliteSession session)
    {
        using var statement = session.Prepare(NextWakeSql);
        return statement.Read() ? statement.MomentOrNull(0) : null;
    }

    private static SqliteStatement Bind(SqliteStatement statement, ThreadRow row) => statement
        .Bind(1, row.Key).Bind(2, (long)row.Status).Bind(3, (long)row.Rest.Status).Bind(4, (long?)row.Rest.Pause?.Reason)
        .Bind(5, row.Rest.Pause is { } pause ? Names.Write(pause.InterruptIds) : []).Bind(6, row.GraphName)
        .Bind(7, RowCodec.Microseconds(row.UpdatedAt)).Bind(8, row.LastSequence);

    private static List<string> ThreadIds(SqliteStatement statement)
    {
        var ids = new List<string>();
        using (statement)
        {
            while (statement.Read())
            {
                ids.Add(statement.Text(0));
            }
        }

        return ids;
    }
}
