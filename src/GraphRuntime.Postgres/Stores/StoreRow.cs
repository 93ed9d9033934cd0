using GraphRuntime.Stores;
using Npgsql;

namespace GraphRuntime.Postgres;

/// <summary>Reads the columns that all statements of the store begin with.</summary>
internal static class StoreRow
{
    public const int Value = 6;

    public const int Vectors = 7;

    public static StoreItem Read(NpgsqlDataReader reader)
    {
        try
        {
            var key = new StoreKey(Namespace(reader), reader.GetString(1));
            return new StoreItem(key, reader.Bytes(Value), Moment(reader.GetInt64(2)), Moment(reader.GetInt64(3)))
            {
                TimeToLive = reader.IsDBNull(4) ? null : TimeSpan.FromTicks(reader.GetInt64(4)),
                ExpiresAt = reader.IsDBNull(5) ? null : Moment(reader.GetInt64(5)),
            };
        }
        catch (ArgumentException damage)
        {
            throw Damaged(damage);
        }
    }

    public static StoreNamespace Namespace(NpgsqlDataReader reader)
    {
        try
        {
            return StoreNamespace.Decode(reader.Bytes(0).Span);
        }
        catch (ArgumentException damage)
        {
            throw Damaged(damage);
        }
    }

    public static StorageException Damaged(Exception cause) =>
        new(StorageProblem.Corrupted, "A row of the store cannot be read. Delete the item, or restore the database from a backup.", cause);

    private static DateTimeOffset Moment(long ticks) => new(ticks, TimeSpan.Zero);
}
