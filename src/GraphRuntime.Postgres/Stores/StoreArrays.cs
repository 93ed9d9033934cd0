using GraphRuntime.Stores;
using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>A batch of writes as the arrays of one statement: each address once, in order.</summary>
internal sealed class StoreArrays
{
    private readonly StoreWriteToken? _token;
    private readonly DateTimeOffset _now;
    private readonly (StoreWrite Write, bool Fresh)[] _writes;

    public StoreArrays(StoreWriteBatch batch, DateTimeOffset now)
    {
        (_token, _now) = (batch.Token, now);
        var last = new Dictionary<StoreKey, (StoreWrite Write, bool Fresh)>();
        foreach (var write in batch.Writes)
        {
            // An item that is deleted and put again in one batch begins anew.
            last[write.Key] = (write, write.Value is null || (last.TryGetValue(write.Key, out var before) && before.Fresh));
        }

        _writes = [.. last.Values];
        Array.Sort(_writes, static (x, y) => Compare(x.Write.Key, y.Write.Key));
    }

    public void AddTo(NpgsqlParameterCollection parameters) => parameters
        .Text(_token?.ThreadId)
        .Number(_token?.Epoch ?? 0)
        .Number(_now.UtcTicks)
        .Many(Select(static (write, _) => write.Key.Namespace.Encoded.ToArray()), NpgsqlDbType.Bytea)
        .Many(Select(static (write, _) => write.Key.Key), NpgsqlDbType.Text)
        .Many(Array.ConvertAll(_writes, static one => one.Fresh), NpgsqlDbType.Boolean)
        .Many(Select(static (write, _) => write.TimeToLive?.Ticks), NpgsqlDbType.Bigint)
        .Many(Select(static (write, now) => StoreItem.End(now, write.TimeToLive)?.UtcTicks), NpgsqlDbType.Bigint)
        .Many(Select(static (write, _) => StoreVectors.Encode(write.Vectors)), NpgsqlDbType.Bytea)
        .Many(Select(static (write, _) => write.Value?.ToArray()), NpgsqlDbType.Bytea);

    private static int Compare(StoreKey x, StoreKey y)
    {
        var order = x.Namespace.Encoded.Span.SequenceCompareTo(y.Namespace.Encoded.Span);
        return order != 0 ? order : string.CompareOrdinal(x.Key, y.Key);
    }

    private T[] Select<T>(Func<StoreWrite, DateTimeOffset, T> part) => Array.ConvertAll(_writes, one => part(one.Write, _now));
}
