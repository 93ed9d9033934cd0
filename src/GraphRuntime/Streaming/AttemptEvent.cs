namespace GraphRuntime;

/// <summary>
/// A task runs again, after a failure or in a run that was started again. Reported before the first message or value of the repeated attempt: what earlier
/// attempts at the task emitted in this superstep does not count.
/// </summary>
public sealed record AttemptEvent : GraphEvent
{
    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>The task.</summary>
    public required string TaskId { get; init; }

    /// <summary>The superstep.</summary>
    public required int Step { get; init; }

    /// <summary>The attempt at the task within this attempt at the run, beginning with 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The attempt at the run, beginning with 1.</summary>
    public required int RunAttempt { get; init; }
}
