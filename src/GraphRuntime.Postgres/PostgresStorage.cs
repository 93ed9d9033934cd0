using System.Diagnostics.CodeAnalysis;
using GraphRuntime.Stores;

namespace GraphRuntime.Postgres;

/// <summary>Everything this library keeps in one PostgreSQL database: checkpoints, threads with their runs, and long-term memory, over one pool of connections.</summary>
public sealed class PostgresStorage : IAsyncDisposable, IDisposable
{
    private readonly PostgresCheckpointer _checkpointer;
    private readonly PostgresRunStore _runStore;

    /// <summary>Creates the storage; nothing is sent to the server before the first call.</summary>
    /// <param name="options">How to reach the database.</param>
    /// <exception cref="ArgumentException">The options contradict each other, the schema name or connection string is not valid, or its pool has fewer than three connections.</exception>
    public PostgresStorage(PostgresStorageOptions options)
        : this(options, clock: null)
    {
    }

    /// <summary>Creates a storage whose run store reads a clock of the caller instead of that of the server, for tests.</summary>
    [SuppressMessage("Reliability", "CA2000", Justification = "Disposed with this object.")]
    internal PostgresStorage(PostgresStorageOptions options, TimeProvider? clock)
    {
        Database = new PostgresDatabase(options);
        _checkpointer = new PostgresCheckpointer(Database);
        _runStore = new PostgresRunStore(Database, clock);
        Store = new PostgresStore(Database, options.TimeProvider);
    }

    /// <summary>The database.</summary>
    public PostgresDatabase Database { get; }

    /// <summary>Where checkpoints are.</summary>
    public ICheckpointer Checkpointer => _checkpointer;

    /// <summary>Where threads and runs are.</summary>
    public IRunStore RunStore => _runStore;

    /// <summary>The long-term memory that threads share.</summary>
    public IStore Store { get; }

    /// <summary>Stops to listen for hints, and closes the connections unless the data source belongs to the host.</summary>
    /// <returns>A task that completes when that is done.</returns>
    public async ValueTask DisposeAsync()
    {
        await _runStore.DisposeAsync().ConfigureAwait(false);
        await _checkpointer.DisposeAsync().ConfigureAwait(false);
        await Database.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Disposes as <see cref="DisposeAsync"/> does. It blocks meanwhile; prefer <see cref="DisposeAsync"/>.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
