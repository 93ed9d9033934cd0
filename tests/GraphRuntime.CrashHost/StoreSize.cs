using Npgsql;

namespace GraphRuntime.CrashHost;

/// <summary>How large a database is.</summary>
/// <param name="Data">Bytes of its tables and indexes.</param>
/// <param name="Log">Bytes of its write-ahead log, as far as it is kept.</param>
/// <param name="Connections">Open connections, where there is a server.</param>
internal sealed record StoreSize(long Data, long Log, long Connections)
{
    private const string Sql = """
        SELECT (SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'r')::bigint,
            (SELECT coalesce(sum(size), 0) FROM pg_ls_waldir())::bigint,
            (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')::bigint
        """;

    public static ValueTask<StoreSize> ReadAsync(HostOptions options) =>
        options.IsPostgres ? OfServerAsync(options) : ValueTask.FromResult(OfFile(options.Database.Split('=', 2)[1]));

    private static StoreSize OfFile(string path) => new(new FileInfo(path).Length, new FileInfo(path + "-wal") is { Exists: true } log ? log.Length : 0, 0);

    private static async ValueTask<StoreSize> OfServerAsync(HostOptions options)
    {
        await using var source = NpgsqlDataSource.Create(options.Database);
        await using var command = source.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter { Value = options.Schema });
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return new StoreSize(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
    }
}
