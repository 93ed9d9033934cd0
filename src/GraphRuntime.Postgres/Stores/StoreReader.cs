using GraphRuntime.Stores;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>Reads items by their addresses, with one statement.</summary>
internal static class StoreReader
{
    private const int Position = 7;

    public static async ValueTask<StoreItem?[]> ReadAsync(
        PostgresSession session, StoreSql sql, IReadOnlyList<StoreKey> keys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var items = new StoreItem?[keys.Count];
        var command = session.Command(sql.Read);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters
                .Many([.. keys.Select(static key => key.Namespace.Encoded.ToArray())], NpgsqlDbType.Bytea)
                .Many([.. keys.Select(static key => key.Key)], NpgsqlDbType.Text)
                .Number(now.UtcTicks);
            var reader = await session.ReadAsync(command, cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    items[(int)reader.GetInt64(Position) - 1] = StoreRow.Read(reader);
                }
            }
        }

        return items;
    }
}
