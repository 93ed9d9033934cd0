using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <summary>
/// Keeps checkpoints in PostgreSQL, for any number of processes. A commit is one statement, one transaction and one round trip; the row
/// of the thread is locked in it, so that a process that lost the thread cannot write a moment later.
/// </summary>
/// <remarks>
/// A completed write has been flushed by the server (it asks for <c>synchronous_commit</c> where the server's default is off). Names and
/// metadata must be free of U+0000; values may hold any bytes. Failures that pass by themselves are tried again within
/// <see cref="PostgresStorageOptions.RetryBudget"/>; others end in a <see cref="StorageException"/>.
/// </remarks>
public sealed class PostgresCheckpointer : ICheckpointer, IAsyncDisposable, IDisposable
{
    private readonly PostgresDatabase _database;
    private readonly bool _ownsDatabase;
    private readonly CheckpointSql _sql;
    private readonly CheckpointReader _reader;
    private readonly CheckpointLister _lister;
    private readonly CheckpointPruner _pruner;

    /// <summary>Creates a checkpointer with a database of its own.</summary>
    /// <param name="options">How to reach the database.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "Disposed with the checkpointer.")]
    public PostgresCheckpointer(PostgresStorageOptions options)
        : this(new PostgresDatabase(options)) => _ownsDatabase = true;

    /// <summary>Creates a checkpointer on a database that others share and its creator disposes.</summary>
    /// <param name="database">The database.</param>
    public PostgresCheckpointer(PostgresDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        _database = database;
        _sql = new CheckpointSql(database.Schema);
        _reader = new CheckpointReader(database, _sql);
        _lister = new CheckpointLister(database, _sql);
        _pruner = new CheckpointPruner(database, _sql);
    }

    /// <inheritdoc/>
    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, CancellationToken cancellationToken) =>
        ReadAsync(address, checkpointId, knownId: 0, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CheckpointRead> ReadAsync(CheckpointAddress address, long? checkpointId, long knownId, CancellationToken cancellationToken)
    {
        StoredText.Check(address);
        return _reader.ReadAsync(address, checkpointId, knownId, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredCheckpoint> ListAsync(CheckpointQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Limit ?? 0, nameof(query));
        StoredText.Check(query.Address);
        return _lister.ListAsync(query, MetadataFilter.ToJson(query.Metadata), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ListNamespacesAsync(string threadId, CancellationToken cancellationToken)
    {
        StoredText.Check(threadId, "thread id");
        return _database.RunAsync(
            (Statement: _sql.Namespaces, ThreadId: threadId),
            static async (session, state, token) =>
            {
                var command = session.Command(state.Statement);
                await using (command.ConfigureAwait(false))
                {
                    command.Parameters.Text(state.ThreadId);
                    var names = await session.TextsAsync(command, token).ConfigureAwait(false);
                    names.Sort(StringComparer.Ordinal);
                    return (IReadOnlyList<string>)names;
                }
            },
            PostgresCall.Short,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var arrays = new CommitArrays(commit);
        try
        {
            var (outcome, current) = await CallAsync(_sql.Put, arrays, static (p, a) => a.AddTo(p), cancellationToken).ConfigureAwait(false);
            ThrowIfRefused(outcome, current, commit);
        }
        catch (PostgresException exception) when (exception.SqlState == "GR001")
        {
            throw new CheckpointCorruptedException(
                commit.Address.ThreadId,
                commit.Address.Namespace,
                long.Parse(exception.ConstraintName!, CultureInfo.InvariantCulture),
                exception.ColumnName,
                exception.MessageText,
                exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask PutWritesAsync(PendingWriteBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var writes = PendingWriteInput.Check(batch);
        var (outcome, current) = await CallAsync(
            _sql.PutWrites, (Batch: batch, Writes: writes), static (p, s) => PendingWriteInput.AddTo(p, s.Batch, s.Writes), cancellationToken)
            .ConfigureAwait(false);
        switch (outcome)
        {
            case PutOutcome.StaleEpoch:
                throw new StaleEpochException(batch.Address.ThreadId, batch.Epoch, current);
            case PutOutcome.CheckpointNotFound:
                throw new CheckpointNotFoundException(batch.Address.ThreadId, batch.Address.Namespace, batch.CheckpointId);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DeleteThreadAsync(string threadId, CancellationToken cancellationToken)
    {
        StoredText.Check(threadId, "thread id");
        await _database.ScalarAsync(_sql.DeleteThread, threadId, static (p, thread) => p.Text(thread), PostgresCall.Long, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteRunsAsync(string threadId, IReadOnlyCollection<string> runIds, CancellationToken cancellationToken)
    {
        StoredText.Check(threadId, "thread id");
        ArgumentNullException.ThrowIfNull(runIds);
        string[] runs = [.. runIds];
        Array.ForEach(runs, static run => StoredText.Check(run, "run id"));
        await _database.ScalarAsync(
            _sql.DeleteRuns, (threadId, runs), static (p, s) => p.Text(s.threadId).Many(s.runs, NpgsqlDbType.Text), PostgresCall.Long, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken)
    {
        StoredText.Check(sourceThreadId, "thread id");
        StoredText.Check(targetThreadId, "thread id");
        var outcome = await _database.ScalarAsync(
            _sql.CopyThread, (sourceThreadId, targetThreadId), static (p, s) => p.Text(s.sourceThreadId).Text(s.targetThreadId), PostgresCall.Once, cancellationToken)
            .ConfigureAwait(false);
        if (outcome is (int)PutOutcome.ThreadExists)
        {
            throw new ThreadExistsException(targetThreadId);
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> PruneAsync(PruneOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ThreadId is { } threadId)
        {
            StoredText.Check(threadId, "thread id");
        }

        return _pruner.PruneAsync(options, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<long> AcquireAsync(string threadId, CancellationToken cancellationToken)
    {
        StoredText.Check(threadId, "thread id");
        var epoch = await _database.ScalarAsync(_sql.Acquire, threadId, static (p, thread) => p.Text(thread), PostgresCall.Short, cancellationToken).ConfigureAwait(false);
        return (long)epoch!;
    }

    /// <summary>Closes the connections, where the checkpointer made the database itself.</summary>
    /// <returns>A task that completes when they are closed.</returns>
    public ValueTask DisposeAsync() => _ownsDatabase ? _database.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Disposes as <see cref="DisposeAsync"/> does. It blocks meanwhile; prefer <see cref="DisposeAsync"/>.</summary>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static void ThrowIfRefused(PutOutcome outcome, long current, CheckpointCommit commit)
    {
        var (threadId, checkpointNamespace) = (commit.Address.ThreadId, commit.Address.Namespace);
        switch (outcome)
        {
            case PutOutcome.StaleEpoch:
                throw new StaleEpochException(threadId, commit.Epoch, current);
            case PutOutcome.StaleHead:
                throw new StaleHeadException(threadId, checkpointNamespace, commit.ExpectedHead, current);
            case PutOutcome.IdUsedBefore:
                throw new ArgumentException(
                    $"Thread '{threadId}', namespace '{checkpointNamespace}': checkpoint id {commit.Checkpoints[0].Record.Id} was used before (the last id is {current}). Read the thread again and go on with larger ids.",
                    nameof(commit));
        }
    }

    private async ValueTask<(PutOutcome Outcome, long Current)> CallAsync<TState>(
        Statement statement, TState state, Action<NpgsqlParameterCollection, TState> fill, CancellationToken cancellationToken)
    {
        var rows = await _database.RowsAsync(
            statement, state, fill, static reader => ((PutOutcome)reader.GetInt32(0), reader.GetInt64(1)), PostgresCall.Short, cancellationToken).ConfigureAwait(false);
        return rows[0];
    }
}
