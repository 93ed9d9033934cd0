namespace GraphRuntime.Stores;

/// <summary>How to put one item.</summary>
public sealed record StorePutOptions
{
    /// <summary>How long the item lives.</summary>
    /// <value>The default is <see langword="null"/>: until it is deleted.</value>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>Where given, the write is refused unless the thread has this epoch.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public StoreWriteToken? Token { get; init; }
}
