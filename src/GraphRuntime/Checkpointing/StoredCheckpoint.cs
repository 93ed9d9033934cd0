namespace GraphRuntime.Checkpointing;

/// <summary>A checkpoint as read back from a store.</summary>
public sealed record StoredCheckpoint
{
    /// <summary>The fixed part.</summary>
    public required CheckpointRecord Record { get; init; }

    /// <summary>The values of the channels, in the order of <see cref="CheckpointRecord.Channels"/>: one entry for each reference.</summary>
    public IReadOnlyList<StoredChannel> Channels { get; init; } = [];

    /// <summary>The pending writes, ordered by task id (ordinal) and kind.</summary>
    public IReadOnlyList<PendingWrite> PendingWrites { get; init; } = [];

    /// <summary>
    /// The results of the checkpoint that was made from this one by a superstep, or empty: what the tasks that started here have written.
    /// </summary>
    public ReadOnlyMemory<byte> ChildResults { get; init; }
}
