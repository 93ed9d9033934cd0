using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;
using GraphRuntime.Sqlite.Writing;
using GraphRuntime.Stores;

namespace GraphRuntime.Sqlite.Stores;

/// <summary>Moves the end of items that were just read. An item that was put again meanwhile with another time to live keeps its end.</summary>
internal sealed class RefreshItems(IReadOnlyList<StoreItem> items) : WriteWork
{
    private const string Sql = "UPDATE gr_store SET expires = ?4 WHERE ns = ?1 AND key = ?2 AND ttl = ?3 AND expires < ?4";

    public override void Execute(SqliteSession session)
    {
        foreach (var item in items)
        {
            session.Prepare(Sql)
                .Bind(1, item.Key.Namespace.Encoded.Span)
                .Bind(2, item.Key.Key)
                .Bind(3, item.TimeToLive?.Ticks)
                .Bind(4, item.ExpiresAt?.UtcTicks)
                .Execute();
        }
    }

    public override void Forget(LineCache lines)
    {
        // Items are no part of a thread.
    }
}
