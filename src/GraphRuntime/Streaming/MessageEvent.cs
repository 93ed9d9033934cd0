namespace GraphRuntime;

/// <summary>A message, or a piece of one, that a node emitted while it ran.</summary>
public sealed record MessageEvent : GraphEvent
{
    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>The message or token.</summary>
    public required object Message { get; init; }

    /// <summary>Groups the pieces of one message.</summary>
    public required string MessageId { get; init; }
}
