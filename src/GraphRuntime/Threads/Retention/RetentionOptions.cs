namespace GraphRuntime;

/// <summary>
/// What the workers of a coordinator remove, and when. Everything is kept for ever unless it is set. Work is done in small steps with pauses between them, and every process may do it at once.
/// </summary>
/// <remarks>
/// Nothing is removed that is still needed: a run that is in flight, owes its input, or has an end that is still to be reported keeps its record and events; a thread with such a run keeps its
/// checkpoints.
/// </remarks>
public sealed class RetentionOptions
{
    /// <summary>How long the events that a run emitted are kept after its end. Its stream is empty then; what happened to the run stays with its record.</summary>
    /// <value>The default is <see langword="null"/>: as long as its record.</value>
    public TimeSpan? Events { get; set; }

    /// <summary>How long the records of runs, with their events, are kept after their end. Idempotency keys and explanations go with them; the state stays.</summary>
    /// <value>The default is <see langword="null"/>: as long as their thread.</value>
    public TimeSpan? Runs { get; set; }

    /// <summary>
    /// How many of the newest checkpoints of a thread are kept, in each namespace. The newest one and those that wait at a breakpoint or for an answer stay always, and so does every value that
    /// a checkpoint which stays needs.
    /// </summary>
    /// <value>The default is <see langword="null"/>: all of them. At least 1.</value>
    public int? CheckpointsPerThread { get; set; }

    /// <summary>After which time without a change a thread is deleted, with its state, that waits for nothing: as <see cref="ThreadRunCoordinator.DeleteThreadAsync"/> does.</summary>
    /// <value>The default is <see langword="null"/>: never.</value>
    public TimeSpan? IdleThreads { get; set; }

    /// <summary>After which time without a change a thread is deleted that waits at a breakpoint, on a condition, or for an answer.</summary>
    /// <value>The default is <see langword="null"/>: never.</value>
    public TimeSpan? WaitingThreads { get; set; }

    /// <summary>Whether items of the long-term store whose time to live is over are removed. They cannot be read any more in any case.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool ExpiredItems { get; set; } = true;

    /// <summary>The time between the end of a pass over everything and the next one. The first pass begins this long after the start.</summary>
    /// <value>The default is 5 minutes.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);
}
