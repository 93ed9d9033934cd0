namespace GraphRuntime;

/// <summary>
/// A stored event that cannot be read as one of the graph: another version or another graph stored it, or it refers to a checkpoint that is not stored any more.
/// </summary>
public sealed record StoredEvent : GraphEvent
{
    /// <summary>What it is: the name of a stream mode, such as <c>values</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The content as UTF-8 JSON.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }
}
