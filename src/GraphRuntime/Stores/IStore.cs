namespace GraphRuntime.Stores;

/// <summary>
/// Long-term memory that threads share: JSON objects under a namespace and a key. What a run writes here outlives its thread; it is not
/// part of the state and does not go back with it.
/// </summary>
/// <remarks>
/// Implementations are safe for concurrent use. Every call sees and leaves whole writes only. Items whose time to live is over are not
/// there any more for any call, whether or not they were removed yet. <see cref="StoreExtensions"/> has the everyday calls.
/// </remarks>
public interface IStore
{
    /// <summary>Reads items, all as of one moment.</summary>
    /// <param name="read">Which.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>One entry for each key, in the order of the keys; <see langword="null"/> where there is no item.</returns>
    ValueTask<IReadOnlyList<StoreItem?>> ReadAsync(StoreRead read, CancellationToken cancellationToken);

    /// <summary>Puts and deletes items in the order given, all of them or none.</summary>
    /// <param name="batch">The writes.</param>
    /// <param name="cancellationToken">Cancels the wait; nothing or everything is stored.</param>
    /// <returns>A task that completes when the writes are stored.</returns>
    /// <exception cref="StaleEpochException">The batch has a token, and its thread has another epoch. Nothing was stored.</exception>
    ValueTask WriteAsync(StoreWriteBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// Finds items. Without a vector they come in order of namespace and key; with one, the most similar first, and only items that have
    /// a vector of the same length.
    /// </summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The items, at most <see cref="StoreQuery.Limit"/>.</returns>
    /// <exception cref="ArgumentException">The query has a text, but the store has no embeddings to find it by.</exception>
    ValueTask<IReadOnlyList<StoreItem>> SearchAsync(StoreQuery query, CancellationToken cancellationToken);

    /// <summary>Lists the namespaces that have items, in order.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The namespaces, each once.</returns>
    ValueTask<IReadOnlyList<StoreNamespace>> ListNamespacesAsync(StoreNamespaceQuery query, CancellationToken cancellationToken);

    /// <summary>Frees the room of items whose time to live is over. Writes with a time to live do a little of this as well.</summary>
    /// <param name="cancellationToken">Stops; what was removed stays removed.</param>
    /// <returns>How many items were removed.</returns>
    ValueTask<long> RemoveExpiredAsync(CancellationToken cancellationToken);
}
