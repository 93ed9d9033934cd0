namespace GraphRuntime.Checkpointing;

/// <summary>Checkpoints of one namespace that become visible together.</summary>
public sealed record CheckpointCommit
{
    /// <summary>The thread and namespace.</summary>
    public required CheckpointAddress Address { get; init; }

    /// <summary>The epoch under which the writer owns the thread.</summary>
    public required long Epoch { get; init; }

    /// <summary>The head that the writer expects to replace; 0 for none. It is remembered, so that removing a run can restore it.</summary>
    public required long ExpectedHead { get; init; }

    /// <summary>The checkpoints, oldest first; at least one, with growing ids. The last becomes the head.</summary>
    public required IReadOnlyList<NewCheckpoint> Checkpoints { get; init; }
}
