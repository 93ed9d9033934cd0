namespace GraphRuntime;

/// <summary>A checkpoint or task event with its superstep.</summary>
public sealed record DebugEvent : GraphEvent
{
    /// <summary>The superstep.</summary>
    public required int Step { get; init; }

    /// <summary>A <see cref="CheckpointEvent"/>, <see cref="TaskStartedEvent"/> or <see cref="TaskFinishedEvent"/>.</summary>
    public required GraphEvent Event { get; init; }
}
