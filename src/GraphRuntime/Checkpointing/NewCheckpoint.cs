namespace GraphRuntime.Checkpointing;

/// <summary>A checkpoint to be stored, with the values that changed in it.</summary>
public sealed record NewCheckpoint
{
    /// <summary>The fixed part.</summary>
    public required CheckpointRecord Record { get; init; }

    /// <summary>The whole values written by this checkpoint; their version is the id of the checkpoint.</summary>
    public IReadOnlyList<ChannelValue> Values { get; init; } = [];

    /// <summary>The bytes appended to logs by this checkpoint.</summary>
    public IReadOnlyList<LogAppend> Appends { get; init; } = [];
}
