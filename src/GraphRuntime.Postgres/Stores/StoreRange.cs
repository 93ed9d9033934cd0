using GraphRuntime.Stores;
using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>The items of a namespace and below it, as a range of encoded namespaces, at one moment.</summary>
internal readonly record struct StoreRange(byte[] From, byte[] To, long Now)
{
    // Every encoded namespace begins with a byte above zero, and ends with a zero byte.
    public static StoreRange Below(StoreNamespace prefix, DateTimeOffset now)
    {
        var from = prefix.Encoded.ToArray();
        return new(from, from.Length == 0 ? [byte.MaxValue] : [.. from.AsSpan()[..^1], 1], now.UtcTicks);
    }

    public NpgsqlParameterCollection AddTo(NpgsqlParameterCollection parameters) =>
        parameters.Nullable(From, NpgsqlDbType.Bytea).Nullable(To, NpgsqlDbType.Bytea).Number(Now);
}
