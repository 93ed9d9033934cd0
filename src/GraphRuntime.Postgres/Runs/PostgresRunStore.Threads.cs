using NpgsqlTypes;

namespace GraphRuntime.Postgres;

/// <content>Threads.</content>
public sealed partial class PostgresRunStore
{
    /// <inheritdoc/>
    public async ValueTask<StoredThread> CreateThreadAsync(NewThread thread, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(thread);
        StoredText.Check(thread.ThreadId, "thread id");
        var created = (bool)(await _database.ScalarAsync(
            _sql.CreateThread,
#pragma warning disable RS0030 // It tells a call that is repeated from another one.
            (thread, Call: Guid.NewGuid(), Clock),
#pragma warning restore RS0030
            static (p, s) => p.Text(s.thread.ThreadId).Text(RunInput.Json(s.thread.Metadata)).Nullable(s.Call, NpgsqlDbType.Uuid).Moment(s.Clock),
            PostgresCall.Short,
            cancellationToken).ConfigureAwait(false))!;
        if (!created && !thread.ExistingIsFine)
        {
            throw new ThreadExistsException(thread.ThreadId);
        }

        return await GetThreadAsync(thread.ThreadId, cancellationToken).ConfigureAwait(false) ?? throw new ThreadNotFoundException(thread.ThreadId);
    }

    /// <inheritdoc/>
    public async ValueTask<ThreadSnapshot?> ReadThreadAsync(string threadId, CancellationToken cancellationToken)
    {
        StoredText.Check(threadId, "thread id");
        var seen = await SeeAsync(threadId, null, includeInputs: false, cancellationToken).ConfigureAwait(false);
        return seen.Exists ? seen.Snapshot : null;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredThread>> SearchThreadsAsync(ThreadQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        Check(query.Offset, query.Limit);
        return await _database.RowsAsync(
            query.NewestFirst ? _sql.SearchThreadsNewestFirst : _sql.SearchThreads,
            (query, Filter: MetadataFilter.ToJson(query.Metadata)),
            static (p, s) => p.Nullable((short?)s.query.Status, NpgsqlDbType.Smallint).Text(s.Filter).Number(s.query.Offset).Number(s.query.Limit),
            static row => ThreadRow.Read(row, 0)!.Value.Thread,
            PostgresCall.Long,
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<StoredThread?> UpdateThreadAsync(
        string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, CancellationToken cancellationToken)
    {
        StoredText.Check(threadId, "thread id");
        ArgumentNullException.ThrowIfNull(change);
        return ChangeAsync(_turns, threadId, (call, token) => UpdateThreadAsync(threadId, change, call, token), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<StoredThread> CopyThreadAsync(string sourceThreadId, string targetThreadId, CancellationToken cancellationToken)
    {
        StoredText.Check(sourceThreadId, "thread id");
        StoredText.Check(targetThreadId, "thread id");
        var outcome = await _database.ScalarAsync(
            _sql.CopyThread,
            (sourceThreadId, targetThreadId, Clock),
            static (p, s) => p.Text(s.sourceThreadId).Text(s.targetThreadId).Moment(s.Clock),
            PostgresCall.Once,
            cancellationToken).ConfigureAwait(false);
        return outcome switch
        {
            (int)PutOutcome.CheckpointNotFound => throw new ThreadNotFoundException(sourceThreadId),
            (int)PutOutcome.ThreadExists => throw new ThreadExistsException(targetThreadId),
            _ => await GetThreadAsync(targetThreadId, cancellationToken).ConfigureAwait(false) ?? throw new ThreadNotFoundException(targetThreadId),
        };
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteThreadAsync(string threadId, CancellationToken cancellationToken)
    {
        StoredText.Check(threadId, "thread id");
        var found = (bool)(await _database.ScalarAsync(_sql.DeleteThread, threadId, static (p, thread) => p.Text(thread), PostgresCall.Long, cancellationToken)
            .ConfigureAwait(false))!;
        _hints.Publish(threadId, changed: found);
        return found;
    }

    private async ValueTask<StoredThread?> GetThreadAsync(string threadId, CancellationToken cancellationToken)
    {
        var rows = await _database.RowsAsync(
            _sql.GetThread, threadId, static (p, thread) => p.Text(thread), static row => ThreadRow.Read(row, 0), PostgresCall.Short, cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0]!.Value.Thread;
    }

    private async ValueTask<(bool Done, StoredThread? Result)> UpdateThreadAsync(
        string threadId, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change, Guid call, CancellationToken cancellationToken)
    {
        var seen = await SeeAsync(threadId, null, includeInputs: false, cancellationToken).ConfigureAwait(false);
        if (!seen.Exists)
        {
            return (true, null);
        }

        var metadata = RunInput.Json(change(seen.Snapshot.Thread.Metadata));
        var rows = await _database.RowsAsync(
            _sql.UpdateThread,
            (threadId, seen.Version, call, metadata, Clock),
            static (p, s) => p.Text(s.threadId).Number(s.Version).Nullable(s.call, NpgsqlDbType.Uuid).Text(s.metadata).Moment(s.Clock),
            static row => ThreadRow.Read(row, 0)!.Value.Thread,
            PostgresCall.Short,
            cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? (false, null) : (true, rows[0]);
    }
}
