using GraphRuntime.Benchmarks.Measuring;
using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite;

namespace GraphRuntime.Benchmarks.Stores;

/// <summary>A SQLite file in a temporary folder, or in the one that <c>BENCH_DB_DIR</c> names.</summary>
internal sealed class SqliteStore : BenchStore
{
    private readonly string _folder;
    private readonly SqliteCheckpointer _checkpointer;

    public SqliteStore(bool full)
    {
        IsFull = full;
        _folder = NewFolder();
        File = Path.Combine(_folder, "threads.db");
        _checkpointer = SqliteCheckpointer.Open(new SqliteStorageOptions
        {
            ConnectionString = "Data Source=" + File,
            Synchronous = full ? SqliteSynchronous.Full : SqliteSynchronous.Normal,
        });
    }

    public bool IsFull { get; }

    public string File { get; }

    public override ICheckpointer Checkpointer => _checkpointer;

    public override bool IsOnDisk => true;

    public static string NewFolder()
    {
        var parent = Environment.GetEnvironmentVariable("BENCH_DB_DIR") ?? Path.GetTempPath();
        return Directory.CreateDirectory(Path.Combine(parent, "graphruntime-" + Guid.NewGuid().ToString("n"))).FullName;
    }

    public override Task DescribeAsync(CaseLine line, IReadOnlyList<string> threads)
    {
        using var database = new RawSqlite(File);
        var bytes = database.Number(
            """
            SELECT (SELECT coalesce(sum(length(refs)), 0) + coalesce(sum(length(metadata)), 0) + coalesce(sum(length(body)), 0)
                + coalesce(sum(length(results)), 0) + coalesce(sum(length(vals)), 0) FROM gr_checkpoint)
                + (SELECT coalesce(sum(length(bytes)), 0) FROM gr_log_chunk) + (SELECT coalesce(sum(length(payload)), 0) FROM gr_pending_write)
            """);
        line.Set("bytes_stored", bytes);
        line.Set("checkpoint_rows", database.Number("SELECT count(*) FROM gr_checkpoint")).Set("write_rows", database.Number("SELECT count(*) FROM gr_pending_write"));
        return Task.CompletedTask;
    }

    public override Task<double> BytesOnDiskAsync()
    {
        using (var database = new RawSqlite(File))
        {
            database.Rows("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        return Task.FromResult((double)Directory.GetFiles(_folder).Sum(static file => new FileInfo(file).Length));
    }

    public override void Register(GraphRuntimeBuilder builder) => builder.AddSqlite(new SqliteStorageOptions
    {
        ConnectionString = "Data Source=" + Path.Combine(_folder, "runs.db"),
        Synchronous = IsFull ? SqliteSynchronous.Full : SqliteSynchronous.Normal,
    });

    public override Task ReadLogsByHandAsync()
    {
        using var database = new RawSqlite(File);
        GC.KeepAlive(database.Rows("SELECT bytes FROM gr_log_chunk ORDER BY key"));
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await _checkpointer.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        await base.DisposeAsync();
    }
}
