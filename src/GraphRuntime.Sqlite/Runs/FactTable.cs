using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>What happened to runs. A fact names its run by id, because it outlives the row of the run.</summary>
internal static class FactTable
{
    private const string InsertSql = """
        INSERT INTO gr_run_fact(thread, number, run, at, kind, status, reason, strategy, attempt, text, data)
        VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        """;

    private const string PageSql = """
        SELECT number, run, at, kind, status, reason, strategy, attempt, text, data FROM gr_run_fact WHERE thread = ?1 AND number > ?2
            AND (?4 IS NULL OR run IN (SELECT value FROM json_each(?4))) ORDER BY number LIMIT ?3
        """;

    private const string DropAllSql = "DELETE FROM gr_run_fact WHERE thread = ?1";

    private const string DropOfRunSql = "DELETE FROM gr_run_fact WHERE (thread, run) = (SELECT thread, id FROM gr_run WHERE key = ?1)";

    private const string DropErasedSql = """
        DELETE FROM gr_run_fact AS fact WHERE thread = ?1 AND at <= ?2
            AND NOT EXISTS(SELECT 1 FROM gr_run AS run WHERE run.thread = fact.thread AND run.id = fact.run)
            AND NOT EXISTS(SELECT 1 FROM gr_run_name AS name WHERE name.thread = fact.thread AND name.kind = 0 AND name.name = fact.run)
        """;

    /// <summary>Adds a fact under a number of the thread; whoever calls it saves the thread.</summary>
    public static void Add(SqliteSession session, ThreadRow thread, long number, string runId, RunFact fact, DateTimeOffset now) => session.Prepare(InsertSql)
        .Bind(1, thread.Key).Bind(2, number).Bind(3, runId).Bind(4, RowCodec.Microseconds(now)).Bind(5, (long)fact.Kind)
        .Bind(6, (long)fact.Status).Bind(7, (long)fact.Reason).Bind(8, (long)fact.Strategy).Bind(9, fact.Attempt).Bind(10, fact.Text).Bind(11, fact.Data.Span)
        .Execute();

    /// <param name="session">The session.</param>
    /// <param name="thread">The thread.</param>
    /// <param name="after">Only facts with a larger number.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="runIds">Only facts about these runs; <see langword="null"/> for all.</param>
    public static List<StoredThreadEvent> Page(SqliteSession session, ThreadRow thread, long after, int limit, IReadOnlyCollection<string>? runIds = null)
    {
        var statement = session.Prepare(PageSql).Bind(1, thread.Key).Bind(2, after).Bind(3, limit).Bind(4, runIds is null ? null : JsonArray.Of(runIds));
        return [.. statement.Rows(static row => new StoredThreadEvent(row.Long(0), row.Text(1), row.Moment(2)) { Fact = Read(row) })];
    }

    /// <summary>Removes what was told about a run; to be called before its row goes.</summary>
    public static void Drop(SqliteSession session, long runKey) => session.Prepare(DropOfRunSql).Bind(1, runKey).Execute();

    /// <summary>Removes what was told until a moment about runs that were rolled back.</summary>
    public static void DropErased(SqliteSession session, long threadKey, DateTimeOffset until) =>
        session.Prepare(DropErasedSql).Bind(1, threadKey).Bind(2, RowCodec.Microseconds(until)).Execute();

    public static void DropAll(SqliteSession session, ThreadRow thread) => session.Prepare(DropAllSql).Bind(1, thread.Key).Execute();

    private static RunFact Read(SqliteStatement row) => new((RunFactKind)row.Int(3))
    {
        Status = (RunStatus)row.Int(4),
        Reason = (RunStatusReason)row.Int(5),
        Strategy = (MultitaskStrategy)row.Int(6),
        Attempt = row.Int(7),
        Text = row.TextOrNull(8),
        Data = row.Bytes(9),
    };
}
