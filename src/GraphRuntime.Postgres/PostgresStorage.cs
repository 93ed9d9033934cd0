using System.Diagnostics.CodeAnalysis;
using GraphRuntime.Checkpointing;
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
        new ContentReencoding(ContentTables.Of(Database), codec, options, Database.Time, progress).RunAsync(cancellationToken);

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
