using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;
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

    private SqliteStorage(SqliteDatabase database, TimeProvider time, TimeSpan pollInterval)
    {
        _database = database;
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
