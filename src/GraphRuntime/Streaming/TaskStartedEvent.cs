namespace GraphRuntime;

/// <summary>A task starts.</summary>
public sealed record TaskStartedEvent : GraphEvent
{
    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>The task.</summary>
    public required string TaskId { get; init; }

    /// <summary>The superstep.</summary>
    public required int Step { get; init; }

    /// <summary>The state, or the argument of the send. It is not stored: <see langword="null"/> in an event that was read from a store.</summary>
    public required object? Input { get; init; }
}
