namespace GraphRuntime;

/// <summary>A checkpoint was made.</summary>
public sealed record CheckpointEvent : GraphEvent
{
    /// <summary>The checkpoint with what runs next.</summary>
    public required StateSnapshot Snapshot { get; init; }
}
