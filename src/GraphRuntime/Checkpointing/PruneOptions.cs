namespace GraphRuntime.Checkpointing;

/// <summary>Selects the checkpoints that a prune removes. A checkpoint is removed only if every rule that is set allows it.</summary>
public sealed record PruneOptions
{
    /// <summary>The thread, or <see langword="null"/> for all threads.</summary>
    public string? ThreadId { get; init; }

    /// <summary>How many of the newest checkpoints of each namespace stay.</summary>
    /// <value>The default is 1. It is never less than 1: the head always stays.</value>
    public int KeepLatest { get; init; } = 1;

    /// <summary>Checkpoints made at or after this moment stay; <see langword="null"/> sets no age.</summary>
    public DateTimeOffset? OlderThan { get; init; }

    /// <summary>
    /// Whether checkpoints that wait stay: those marked as paused at a breakpoint (<see cref="CheckpointRecord.Paused"/>) and those with a pending
    /// interrupt, as long as no superstep was made from them; so also the one that a run goes on from which was stopped for a more urgent one
    /// (<see cref="MultitaskStrategy.Preempt"/>). The head stays always, so a thread that waits there can go on in any case.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool KeepPaused { get; init; } = true;
}
