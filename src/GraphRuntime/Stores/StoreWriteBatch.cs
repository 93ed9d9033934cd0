namespace GraphRuntime.Stores;

/// <summary>Writes that are stored together or not at all.</summary>
public sealed record StoreWriteBatch
{
    /// <summary>The writes, in order; of two with the same address the later one is used.</summary>
    public required IReadOnlyList<StoreWrite> Writes { get; init; }

    /// <summary>Where given, the writes are refused unless the thread has this epoch at the moment of the write.</summary>
    /// <value>The default is <see langword="null"/>: the writer is not a run, or the write does not depend on the run.</value>
    public StoreWriteToken? Token { get; init; }
}
