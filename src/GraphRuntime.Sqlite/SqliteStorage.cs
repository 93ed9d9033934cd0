using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Reencoding;
using GraphRuntime.Sqlite.Runs;
using GraphRuntime.Sqlite.Stores;
using GraphRuntime.Stores;
using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite;

/// <summary>
/// Everything this library keeps, in one SQLite database: checkpoints, threads with their runs, and long-term memory. Several processes on one machine may share the file;
/// network file systems are not supported.
/// </summary>
/// <remarks>
/// All parts write through one writer, so that a transition of a run and what it means for the checkpoints are one transaction. A process hears of changes
/// by others within <see cref="SqliteStorageOptions.ChangePollInterval"/>. Ids and names must be well-formed Unicode.
/// </remarks>
public sealed class SqliteStorage : IDisposable, IAsyncDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteRunStore _runs;
    private readonly TimeProvider _time;

    private SqliteStorage(SqliteDatabase database, TimeProvider time, TimeSpan pollInterval)
    {
        _database = database;
        _time = time;
        _runs = new SqliteRunStore(database, time, pollInterval);
        Checkpointer = new SqliteCheckpointer(database);
        Store = new SqliteStore(database, time);
    }

    /// <summary>The checkpoints. Disposing it closes the whole storage.</summary>
    public SqliteCheckpointer Checkpointer { get; }

    /// <summary>The threads and runs.</summary>
    public IRunStore RunStore => _runs;

    /// <summary>The long-term memory that threads share.</summary>
    public IStore Store { get; }

    /// <summary>Opens or creates a database with default options.</summary>
    /// <param name="connectionString">The connection string, for example <c>Data Source=threads.db</c>.</param>
    /// <returns>The storage; dispose it to close the database.</returns>
    /// <exception cref="StorageException">The database cannot be used; the exception says why.</exception>
    public static SqliteStorage Open(string connectionString) => Open(new SqliteStorageOptions { ConnectionString = connectionString });

    /// <summary>Opens or creates a database.</summary>
    /// <param name="options">Where it is and what it promises.</param>
    /// <param name="timeProvider">The clock of leases, delays and times to live; the default is the clock of the machine, which its processes share.</param>
    /// <returns>The storage; dispose it to close the database.</returns>
    /// <exception cref="StorageException">The database cannot be used; the exception says why.</exception>
    public static SqliteStorage Open(SqliteStorageOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SqliteStorage(SqliteDatabase.Open(options), timeProvider ?? TimeProvider.System, options.ChangePollInterval);
    }

    /// <summary>
    /// Encodes stored content again, in small steps, so that an old key can be dropped, or so that what was stored before there was a codec gets encoded. Processes may work
    /// meanwhile, if all of them have the new codec already. What others change at the same moment is left to them. It may be stopped at any moment, and called again.
    /// </summary>
    /// <param name="codec">Decodes everything that is stored, and encodes as it is to be stored. With <see cref="ICheckpointCodec.IsCurrent"/> it says what may stay.</param>
    /// <param name="options">What is encoded again, and in which steps; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Hears after each step what was done so far.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>What was done. Old keys are not needed any more when another call reports <see cref="ReencodeReport.IsClean"/>.</returns>
    /// <exception cref="ArgumentException">The position of the options is none of this storage.</exception>
    /// <exception cref="StorageException">The codec could not decode a value and <see cref="ReencodeOptions.Undecodable"/> is not set, or the database cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; what was stored stays stored.</exception>
    public Task<ReencodeReport> ReencodeAsync(
        ICheckpointCodec codec, ReencodeOptions? options = null, IProgress<ReencodeReport>? progress = null, CancellationToken cancellationToken = default) =>
        new ContentReencoding(ContentTables.Of(_database), codec, options, _time, progress).RunAsync(cancellationToken);

    /// <summary>Ends all subscriptions, waits for the writes under way, then closes the database.</summary>
    public void Dispose()
    {
        _runs.Dispose();
        _database.Dispose();
    }

    /// <summary>Ends all subscriptions, waits for the writes under way, then closes the database.</summary>
    /// <returns>A task that completes when the database is closed.</returns>
    public ValueTask DisposeAsync()
    {
        _runs.Dispose();
        return _database.DisposeAsync();
    }
}
