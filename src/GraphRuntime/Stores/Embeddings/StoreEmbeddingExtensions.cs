namespace GraphRuntime.Stores;

/// <summary>Gives a store embeddings.</summary>
public static class StoreEmbeddingExtensions
{
    /// <summary>
    /// A view of the store that finds items by meaning: it computes the vectors of what is put through it, and of the text of a query.
    /// Items that were put without it are not found by meaning until they are put again.
    /// </summary>
    /// <param name="store">The store; it is not disposed with the view.</param>
    /// <param name="options">How.</param>
    /// <returns>The view.</returns>
    public static IStore WithEmbeddings(this IStore store, StoreEmbeddingOptions options)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        return new EmbeddingStore(store, options);
    }
}
