using System.Runtime.CompilerServices;
using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Sqlite.Threads;
using GraphRuntime.Sqlite.Writing;

namespace GraphRuntime.Sqlite;

/// <summary>
/// Keeps checkpoints in a SQLite database. Several processes on one machine may share the file; network file systems are not supported.
/// </summary>
/// <remarks>
/// Writes of many threads share transactions; a caller that comes alone commits on its own thread. Reads run on the calling thread.
/// Thread ids, namespaces, task ids, run ids and channel names must be well-formed Unicode.
/// </remarks>
public sealed class SqliteCheckpointer : ICheckpointer, IDisposable, IAsyncDisposable
{
    private const int ThreadsPerPage = 100;

    private readonly SqliteDatabase _database;

    internal SqliteCheckpointer(SqliteDatabase database) => _database = database;

    private SqliteWriter Writer => _database.Writer;

    /// <summary>Opens or creates a database with default options.</summary>
    /// <param name="connectionString">The connection string, for example <c>Data Source=threads.db</c>.</param>
    /// <returns>The checkpointer; dispose it to close the database.</returns>
    /// <exception cref="StorageException">The database cannot be used; the exception says why.</exception>
    public static SqliteCheckpointer Open(string connectionString) => Open(new SqliteStorageOptions { ConnectionString = connectionString });

    /// <summary>Opens or creates a database.</summary>
    /// <param name="options">Where it is and what it promises.</param>
    /// <returns>The checkpointer; dispose it to close the database.</returns>
    /// <exception cref="StorageException">The database cannot be used; the exception says why.</exception>
    public static SqliteCheckpointer Open(SqliteStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new SqliteCheckpointer(SqliteDatabase.Open(options));
    }

    /// <inheritdoc/>
    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken) =>
        ReadAsync(address, checkpointId, 0, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, long knownId, CancellationToken cancellationToken)
    {
        Input.Check(address);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_database.Read(
            static (session, asked) => CheckpointReader.Read(session, asked.address, asked.checkpointId, asked.knownId),
            (address, checkpointId, knownId)));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        Input.Check(query.Address);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Limit ?? 0, nameof(query));
        return ListPagesAsync(new PageReader(query, new MetadataFilter(query.Metadata)), query, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken)
    {
        Input.CheckThread(threadId);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IReadOnlyList<string>>(_database.Read(Namespaces, threadId));
    }

    /// <inheritdoc/>
    public ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        Input.Check(commit);
        return Writer.RunAsync(new PutCheckpoints(commit, Writer.Lines) { Cancellation = cancellationToken });
    }

    /// <inheritdoc/>
    public ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken)
    {
        Input.Check(batch);
        return Writer.RunAsync(new PutPendingWrites(batch, Writer.Lines) { Cancellation = cancellationToken });
    }

    /// <inheritdoc/>
    public ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken)
    {
        Input.CheckThread(threadId);
        return Writer.RunAsync(new DeleteThread(threadId) { Cancellation = cancellationToken });
    }

    /// <inheritdoc/>
    public ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken)
    {
        Input.CheckThread(threadId);
        ArgumentNullException.ThrowIfNull(runIds);
        foreach (var runId in runIds)
        {
            Input.CheckText(runId, nameof(runIds));
        }

        return Writer.RunAsync(new DeleteRuns(threadId, runIds.ToHashSet(StringComparer.Ordinal)) { Cancellation = cancellationToken });
    }

    /// <inheritdoc/>
    public ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken)
    {
        Input.CheckThread(sourceThreadId);
        Input.CheckThread(targetThreadId);
        return Writer.RunAsync(new CopyThread(sourceThreadId, targetThreadId) { Cancellation = cancellationToken });
    }

    /// <inheritdoc/>
    public async ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ThreadId is { } threadId)
        {
            Input.CheckThread(threadId);
            var (key, _) = _database.Read(Line.FindThread, threadId);
            return await PruneAsync(key, options, cancellationToken).ConfigureAwait(false);
        }

        var removed = 0L;
        for (var page = _database.Read(ThreadsAfter, 0L); page.Count > 0; page = _database.Read(ThreadsAfter, page[^1]))
        {
            foreach (var key in page)
            {
                removed += await PruneAsync(key, options, cancellationToken).ConfigureAwait(false);
            }
        }

        return removed;
    }

    /// <inheritdoc/>
    public ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken)
    {
        Input.CheckThread(threadId);
        return Writer.RunAsync(new AcquireThread(threadId) { Cancellation = cancellationToken });
    }

    /// <summary>Waits for the writes under way, then closes the database.</summary>
    public void Dispose() => _database.Dispose();

    /// <summary>Waits for the writes under way, then closes the database.</summary>
    /// <returns>A task that completes when the database is closed.</returns>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static List<string> Namespaces(SqliteSession session, string threadId)
    {
        const string Sql = """
            SELECT l.ns FROM gr_line l JOIN gr_thread t ON t.id = l.thread
            WHERE t.name = ?1 AND EXISTS (SELECT 1 FROM gr_checkpoint c WHERE c.line = l.id AND c.hidden = 0)
            """;
        return [.. session.Prepare(Sql).Bind(1, threadId).Texts().Order(StringComparer.Ordinal)];
    }

    private static List<long> ThreadsAfter(SqliteSession session, long key)
    {
        const string Sql = "SELECT id FROM gr_thread WHERE id > ?1 ORDER BY id LIMIT ?2";
        return session.Prepare(Sql).Bind(1, key).Bind(2, ThreadsPerPage).Numbers();
    }

    private ValueTask<long> PruneAsync(long thread, PruneOptions options, CancellationToken cancellationToken) =>
        Writer.RunAsync(new PruneThread(thread, options) { Cancellation = cancellationToken });

    private async IAsyncEnumerable<StoredCheckpoint> ListPagesAsync(
        PageReader reader, CheckpointQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = query.Limit ?? int.MaxValue;
        var before = query.Before ?? long.MaxValue;
        while (left > 0 && before > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = _database.Read((session, asked) => reader.Read(session, asked.before, asked.left), (before, left));
            before = page.Next;
            left -= page.Hits.Count;
            foreach (var checkpoint in page.Hits)
            {
                yield return checkpoint;
            }
        }

        await ValueTask.CompletedTask.ConfigureAwait(false);
    }
}
