using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;
using GraphRuntime.Sqlite.Writing;
using GraphRuntime.Stores;

namespace GraphRuntime.Sqlite.Stores;

/// <summary>Puts and deletes items, if the thread of the token has the epoch of the token.</summary>
internal sealed class WriteItems(StoreWriteBatch batch, TimeProvider time) : WriteWork
{
    private const int RemovedOnTheWay = 8;

    private const string PutSql = """
        INSERT INTO gr_store(ns, key, created, updated, ttl, expires, vectors, value) VALUES(?1, ?2, ?3, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT(ns, key) DO UPDATE SET created = CASE WHEN expires <= ?3 THEN excluded.created ELSE created END,
            updated = excluded.updated, ttl = excluded.ttl, expires = excluded.expires, vectors = excluded.vectors, value = excluded.value
        """;

    private const string DeleteSql = "DELETE FROM gr_store WHERE ns = ?1 AND key = ?2";

    public override void Execute(SqliteSession session)
    {
        CheckToken(session);
        var now = time.GetUtcNow();
        var isMortal = false;
        foreach (var write in batch.Writes)
        {
            if (write.Value is { } value)
            {
                isMortal |= write.TimeToLive is not null;
                Put(session, write, value, now);
            }
            else
            {
                session.Prepare(DeleteSql).Bind(1, write.Key.Namespace.Encoded.Span).Bind(2, write.Key.Key).Execute();
            }
        }

        if (isMortal)
        {
            RemoveExpiredItems.Remove(session, now, RemovedOnTheWay);
        }
    }

    public override void Forget(LineCache lines)
    {
        // Items are no part of a thread.
    }

    private static void Put(SqliteSession session, StoreWrite write, ReadOnlyMemory<byte> value, DateTimeOffset now) =>
        session.Prepare(PutSql)
            .Bind(1, write.Key.Namespace.Encoded.Span)
            .Bind(2, write.Key.Key)
            .Bind(3, now.UtcTicks)
            .Bind(4, write.TimeToLive?.Ticks)
            .Bind(5, StoreItem.End(now, write.TimeToLive)?.UtcTicks)
            .Bind(6, StoreVectors.Encode(write.Vectors))
            .Bind(7, value.Span)
            .Execute();

    private void CheckToken(SqliteSession session)
    {
        if (batch.Token is { } token)
        {
            var (_, epoch) = Line.FindThread(session, token.ThreadId);
            if (epoch != token.Epoch)
            {
                throw new StaleEpochException(token.ThreadId, token.Epoch, epoch);
            }
        }
    }
}
