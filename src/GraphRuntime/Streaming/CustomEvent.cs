namespace GraphRuntime;

/// <summary>A value that a node emitted.</summary>
public sealed record CustomEvent : GraphEvent
{
    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>The value.</summary>
    public required object? Value { get; init; }
}
