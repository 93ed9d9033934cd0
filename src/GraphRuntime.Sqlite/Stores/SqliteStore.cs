using GraphRuntime.Sqlite.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Stores;

namespace GraphRuntime.Sqlite.Stores;

/// <summary>
/// Keeps long-term memory in the database of the checkpoints. Writes go through the one writer, so that a token is compared with the epoch
/// of its thread in the transaction of the write. Reads look at one snapshot, on the calling thread.
/// </summary>
internal sealed class SqliteStore(SqliteDatabase database, TimeProvider time) : IStore
{
    public async ValueTask<IReadOnlyList<StoreItem?>> ReadAsync(StoreRead read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        cancellationToken.ThrowIfCancellationRequested();
        var items = database.Read(StoreTable.Read, (read.Keys, time.GetUtcNow()));
        if (read.RefreshTimeToLive)
        {
            await RefreshAsync(items, cancellationToken).ConfigureAwait(false);
        }

        return items;
    }

    public ValueTask WriteAsync(StoreWriteBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Token is { } token)
        {
            Input.CheckThread(token.ThreadId);
        }

        return database.Writer.RunAsync(new WriteItems(batch, time) { Cancellation = cancellationToken });
    }

    public async ValueTask<IReadOnlyList<StoreItem>> SearchAsync(StoreQuery query, CancellationToken cancellationToken)
    {
        var selection = new StoreSelection(query);
        cancellationToken.ThrowIfCancellationRequested();
        var found = database.Read(StoreTable.Search, (query, selection, time.GetUtcNow()));
        if (!query.RefreshTimeToLive)
        {
            return found;
        }

        var items = found.ToArray();
        await RefreshAsync(items, cancellationToken).ConfigureAwait(false);
        return items;
    }

    public ValueTask<IReadOnlyList<StoreNamespace>> ListNamespacesAsync(StoreNamespaceQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Check();
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<IReadOnlyList<StoreNamespace>>(cancellationToken)
            : ValueTask.FromResult(database.Read(StoreTable.Namespaces, (query, time.GetUtcNow())));
    }

    public async ValueTask<long> RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var removed = 0L;
        for (var last = (long)RemoveExpiredItems.Most; last == RemoveExpiredItems.Most; removed += last)
        {
            last = await database.Writer.RunAsync(new RemoveExpiredItems(now) { Cancellation = cancellationToken }).ConfigureAwait(false);
        }

        return removed;
    }

    /// <summary>Lets the time to live of items begin anew, in the database and in the answer.</summary>
    private async ValueTask RefreshAsync(StoreItem?[] items, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var refreshed = new List<StoreItem>();
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i] is { TimeToLive: { } timeToLive, ExpiresAt: not null } item && StoreItem.End(now, timeToLive) is { } end)
            {
                items[i] = item with { ExpiresAt = end };
                refreshed.Add(items[i]!);
            }
        }

        if (refreshed.Count > 0)
        {
            await database.Writer.RunAsync(new RefreshItems(refreshed) { Cancellation = cancellationToken }).ConfigureAwait(false);
        }
    }
}
