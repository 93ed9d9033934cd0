namespace GraphRuntime.Stores;

/// <summary>Which items to find.</summary>
public sealed record StoreQuery
{
    /// <summary>Where to look: this namespace and all below it.</summary>
    /// <value>The default is the root: everywhere.</value>
    public StoreNamespace Prefix { get; init; } = StoreNamespace.Root;

    /// <summary>Conditions; all of them must hold.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<StoreFilter> Filters { get; init; } = [];

    /// <summary>Finds by meaning, in a store with embeddings.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? Text { get; init; }

    /// <summary>Finds by similarity with a vector that the caller computed.</summary>
    /// <value>The default is empty.</value>
    public ReadOnlyMemory<float> Vector { get; init; }

    /// <summary>The largest number of items to return.</summary>
    /// <value>The default is 10.</value>
    public int Limit { get; init; } = 10;

    /// <summary>How many items to leave out at the beginning.</summary>
    /// <value>The default is 0.</value>
    public int Offset { get; init; }

    /// <summary>Whether the time to live of the returned items starts again.</summary>
    /// <value>The default is <see langword="false"/>: searching does not write.</value>
    public bool RefreshTimeToLive { get; init; }
}
