namespace GraphRuntime.Stores;

/// <summary>How the items of a store get vectors.</summary>
public sealed record StoreEmbeddingOptions
{
    /// <summary>
    /// Turns texts into vectors, one for each text in the same order. It is called before anything is written or searched, never while
    /// the store holds a lock or a connection.
    /// </summary>
    public required Func<IReadOnlyList<string>, CancellationToken, ValueTask<IReadOnlyList<ReadOnlyMemory<float>>>> Embed { get; init; }

    /// <summary>
    /// The fields that get a vector each: a string by its characters, anything else by its JSON. Missing fields and null get none.
    /// </summary>
    /// <value>The default is none, which stands for one vector of the whole value.</value>
    public IReadOnlyList<string> Fields { get; init; } = [];
}
