using GraphRuntime.Sqlite.Database;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>Ids and idempotency keys of runs that were merged into others: they lead to the run that contains their inputs.</summary>
internal static class RunNames
{
    private const long Id = 0;
    private const long Key = 1;

    private const string FindSql = "SELECT run FROM gr_run_name WHERE thread = ?1 AND ((kind = 0 AND name = ?2) OR (kind = 1 AND name = ?3)) ORDER BY kind LIMIT 1";

    private const string AddSql = "INSERT OR REPLACE INTO gr_run_name(thread, kind, name, run) VALUES(?1, ?2, ?3, ?4)";

    private const string PassSql = "UPDATE gr_run_name SET run = ?2 WHERE run = ?1";

    private const string DropSql = "DELETE FROM gr_run_name WHERE run = ?1";

    private const string DropAllSql = "DELETE FROM gr_run_name WHERE thread = ?1";

    /// <summary>The run that an id, or a key, was passed to.</summary>
    public static long? Find(SqliteSession session, ThreadRow thread, string? id, string? key)
    {
        using var statement = session.Prepare(FindSql);
        return statement.Bind(1, thread.Key).Bind(2, id).Bind(3, key).Read() ? statement.Long(0) : null;
    }

    /// <summary>Passes the names of a run that goes to another one, or lets them go with it.</summary>
    public static void Pass(SqliteSession session, ThreadRow thread, StoredRun run, long from, long? to)
    {
        if (to is not { } heir)
        {
            session.Prepare(DropSql).Bind(1, from).Execute();
            return;
        }

        session.Prepare(PassSql).Bind(1, from).Bind(2, heir).Execute();
        session.Prepare(AddSql).Bind(1, thread.Key).Bind(2, Id).Bind(3, run.RunId).Bind(4, heir).Execute();
        if (run.IdempotencyKey is { } key)
        {
            session.Prepare(AddSql).Bind(1, thread.Key).Bind(2, Key).Bind(3, key).Bind(4, heir).Execute();
        }
    }

    public static void Drop(SqliteSession session, long run) => session.Prepare(DropSql).Bind(1, run).Execute();

    public static void DropAll(SqliteSession session, ThreadRow thread) => session.Prepare(DropAllSql).Bind(1, thread.Key).Execute();
}
