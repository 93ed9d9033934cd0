namespace GraphRuntime.Stores;

/// <summary>Which items to read.</summary>
public sealed record StoreRead
{
    /// <summary>The addresses.</summary>
    public required IReadOnlyList<StoreKey> Keys { get; init; }

    /// <summary>Whether the time to live of the found items starts again.</summary>
    /// <value>The default is <see langword="false"/>: reading does not write.</value>
    public bool RefreshTimeToLive { get; init; }
}
