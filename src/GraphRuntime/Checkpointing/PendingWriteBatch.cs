namespace GraphRuntime.Checkpointing;

/// <summary>Pending writes of one checkpoint that become visible together.</summary>
public sealed record PendingWriteBatch
{
    /// <summary>The thread and namespace.</summary>
    public required CheckpointAddress Address { get; init; }

    /// <summary>The epoch under which the writer owns the thread.</summary>
    public required long Epoch { get; init; }

    /// <summary>The checkpoint that the tasks started from.</summary>
    public required long CheckpointId { get; init; }

    /// <summary>The run that makes the writes, or <see langword="null"/>.</summary>
    public string? RunId { get; init; }

    /// <summary>The writes.</summary>
    public required IReadOnlyList<PendingWrite> Writes { get; init; }
}
