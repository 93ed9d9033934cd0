namespace GraphRuntime.Stores;

/// <summary>The everyday calls of a store: one item at a time, and in the name of a run.</summary>
public static class StoreExtensions
{
    /// <summary>Reads an item.</summary>
    /// <param name="store">The store.</param>
    /// <param name="storeNamespace">The namespace.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The item, or <see langword="null"/> where there is none.</returns>
    /// <exception cref="ArgumentException">The namespace or key is not valid.</exception>
    public static async ValueTask<StoreItem?> GetAsync(
        this IStore store, StoreNamespace storeNamespace, string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var items = await store.ReadAsync(new StoreRead { Keys = [new StoreKey(storeNamespace, key)] }, cancellationToken).ConfigureAwait(false);
        return items[0];
    }

    /// <summary>Puts an item, replacing what was there.</summary>
    /// <param name="store">The store.</param>
    /// <param name="storeNamespace">The namespace.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">A JSON object in UTF-8.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the item is stored.</returns>
    /// <exception cref="ArgumentException">The namespace or key is not valid, or the value is no JSON object.</exception>
    /// <exception cref="StaleEpochException">The options have a token, and its thread has another epoch.</exception>
    public static ValueTask PutAsync(
        this IStore store,
        StoreNamespace storeNamespace,
        string key,
        ReadOnlyMemory<byte> value,
        StorePutOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var write = StoreWrite.Put(new StoreKey(storeNamespace, key), value) with { TimeToLive = options?.TimeToLive };
        return store.WriteAsync(new StoreWriteBatch { Writes = [write], Token = options?.Token }, cancellationToken);
    }

    /// <summary>Deletes an item; one that is not there is no error.</summary>
    /// <param name="store">The store.</param>
    /// <param name="storeNamespace">The namespace.</param>
    /// <param name="key">The key.</param>
    /// <param name="token">Where given, the deletion is refused unless the thread has this epoch.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the item is deleted.</returns>
    /// <exception cref="ArgumentException">The namespace or key is not valid.</exception>
    /// <exception cref="StaleEpochException">The thread of the token has another epoch.</exception>
    public static ValueTask DeleteAsync(
        this IStore store, StoreNamespace storeNamespace, string key, StoreWriteToken? token = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.WriteAsync(new StoreWriteBatch { Writes = [StoreWrite.Delete(new StoreKey(storeNamespace, key))], Token = token }, cancellationToken);
    }

    /// <summary>A view of the store whose writes are refused as soon as the thread has another epoch.</summary>
    /// <param name="store">The store; it is not disposed with the view.</param>
    /// <param name="token">The thread, and the epoch that it must have.</param>
    /// <returns>The view.</returns>
    public static IStore WithToken(this IStore store, StoreWriteToken token)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new FencedStore(store, token);
    }
}
