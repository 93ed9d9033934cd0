using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Finds threads at rest: see <see cref="RestingThreadQuery"/>.</summary>
internal static class RestingThreads
{
    private const string Sql = "SELECT " + ThreadTable.Columns + """
         FROM gr_thread t CROSS JOIN gr_run_thread r ON r.thread = t.id WHERE r.status <> 1 AND r.updated <= ?1 AND (?2 IS NULL OR r.updated > ?2)
            AND NOT EXISTS(SELECT 1 FROM gr_run o WHERE o.thread = r.thread AND o.owed = 1)
            AND NOT EXISTS(SELECT 1 FROM gr_run e WHERE e.thread = r.thread AND e.tell IS NOT NULL)
        """;

    private const string PageSql = Sql + " AND t.name > ?3 ORDER BY t.name LIMIT ?4";

    private const string OneSql = Sql + " AND t.name = ?3";

    public static List<StoredThread> List(SqliteSession session, RestingThreadQuery query, DateTimeOffset now)
    {
        var statement = Bind(session.Prepare(PageSql), Moments.Before(now, query.UnchangedFor), Moments.BeforeOrNull(now, query.ChangedWithin)).Bind(3, query.After).Bind(4, query.Limit);
        return [.. statement.Rows(static row => ThreadTable.Read(row).Header.ToStored())];
    }

    public static bool IsAtRest(RunTransaction transaction, string threadId, TimeSpan unchangedFor)
    {
        using var statement = transaction.Session.Prepare(OneSql);
        return Bind(statement, Moments.Before(transaction.Now, unchangedFor), null).Bind(3, threadId).Read();
    }

    private static SqliteStatement Bind(SqliteStatement statement, DateTimeOffset until, DateTimeOffset? from) =>
        statement.Bind(1, RowCodec.Microseconds(until)).Bind(2, Moments.Stored(from));
}
