using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;
using GraphRuntime.Sqlite.Writing;

namespace GraphRuntime.Sqlite.Stores;

/// <summary>Removes items whose end has come, a bounded number of them.</summary>
internal sealed class RemoveExpiredItems(DateTimeOffset now) : WriteWork<long>
{
    /// <summary>As many as one transaction may remove without holding up its neighbours.</summary>
    public const int Most = 500;

    private const string Sql = "DELETE FROM gr_store WHERE id IN (SELECT id FROM gr_store WHERE expires <= ?1 LIMIT ?2)";

    public override void Execute(SqliteSession session) => Result = Remove(session, now, Most);

    public override void Forget(LineCache lines)
    {
        // Items are no part of a thread.
    }

    public static int Remove(SqliteSession session, DateTimeOffset now, int most)
    {
        var before = session.TotalChanges;
        session.Prepare(Sql).Bind(1, now.UtcTicks).Bind(2, most).Execute();
        return session.TotalChanges - before;
    }
}
