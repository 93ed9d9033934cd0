using GraphRuntime.Benchmarks.Measuring;
using GraphRuntime.Checkpointing;
using GraphRuntime.Postgres;
using GraphRuntime.PostgresFixture;
using Npgsql;

namespace GraphRuntime.Benchmarks.Stores;

/// <summary>A PostgreSQL server of this process' own with durable commits, or the one that the environment names.</summary>
internal sealed class PostgresStore : BenchStore
{
    public const string Schema = "bench";

    private readonly PostgresServer _server;
    private readonly PostgresCheckpointer _checkpointer;

    private PostgresStore(PostgresServer server, NpgsqlDataSource source)
    {
        _server = server;
        Source = source;
        _checkpointer = new PostgresCheckpointer(new PostgresStorageOptions { ConnectionString = server.ConnectionString, Schema = Schema });
    }

    public NpgsqlDataSource Source { get; }

    public override ICheckpointer Checkpointer => _checkpointer;

    public override bool IsOnDisk => true;

    public static async Task<PostgresStore> StartAsync()
    {
        var server = await PostgresServer.StartAsync(durable: true);
        var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var drop = source.CreateCommand($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
        await drop.ExecuteNonQueryAsync();
        return new PostgresStore(server, source);
    }

    public override async Task DescribeAsync(CaseLine line, IReadOnlyList<string> threads)
    {
        line.Set("bytes_stored", await NumberAsync(
            $"""
            SELECT coalesce((SELECT sum(octet_length(coalesce(metadata::text, '')) + octet_length(body) + octet_length(results)
                + (SELECT coalesce(sum(octet_length(b)), 0) FROM unnest(value_bytes) b)) FROM {Schema}.checkpoint), 0)
                + coalesce((SELECT sum(octet_length(bytes)) FROM {Schema}.log_piece), 0)
                + coalesce((SELECT sum(octet_length(payload)) FROM {Schema}.pending_write), 0)
            """));
        line.Set("bytes_on_disk_compressed", await NumberAsync(
            $"""
            SELECT coalesce((SELECT sum(pg_column_size(c.*)) FROM {Schema}.checkpoint c), 0)
                + coalesce((SELECT sum(pg_column_size(l.*)) FROM {Schema}.log_piece l), 0)
                + coalesce((SELECT sum(pg_column_size(p.*)) FROM {Schema}.pending_write p), 0)
            """));
        line.Set("checkpoint_rows", await NumberAsync($"SELECT count(*) FROM {Schema}.checkpoint"));
        line.Set("write_rows", await NumberAsync($"SELECT count(*) FROM {Schema}.pending_write"));
    }

    public override Task<double> BytesOnDiskAsync() => NumberAsync(
        $"SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = '{Schema}' AND c.relkind = 'r'");

    public override void Register(GraphRuntimeBuilder builder) => builder.AddPostgres(new PostgresStorageOptions { ConnectionString = _server.ConnectionString, Schema = Schema + "_runs" });

    public override async Task<double?> CountCommitsAsync()
    {
        await NumberAsync("SELECT CASE WHEN pg_stat_force_next_flush() IS NULL THEN 0 ELSE 1 END");
        await Task.Delay(1500);
        return await NumberAsync("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
    }

    public override async Task ReadLogsByHandAsync()
    {
        await using var command = Source.CreateCommand($"SELECT bytes FROM {Schema}.log_piece ORDER BY start");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            GC.KeepAlive(await reader.GetFieldValueAsync<byte[]>(0));
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _checkpointer.DisposeAsync();
        await Source.DisposeAsync();
        await _server.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task<double> NumberAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return Convert.ToDouble(await command.ExecuteScalarAsync());
    }
}
