namespace GraphRuntime.Threads;

/// <summary>The ways to end, stop or release a run in flight from outside.</summary>
public enum DisplacementKind
{
    /// <summary>
    /// A running run is asked to stop (<see cref="RunSignal.Displace"/>); a pending one ends as <see cref="RunStatus.Interrupted"/>,
    /// <see cref="RunStatusReason.Displaced"/>.
    /// </summary>
    Interrupt,

    /// <summary>
    /// A running run is asked to stop (<see cref="RunSignal.Cancel"/>); a pending one ends as <see cref="RunStatus.Interrupted"/>,
    /// <see cref="RunStatusReason.Cancelled"/>, and its input is dropped.
    /// </summary>
    Cancel,

    /// <summary>The run, running or pending, is erased at once: its row, events, checkpoints and pending writes.</summary>
    Rollback,

    /// <summary>The delay of a delayed run ends now; any other run is left as it is.</summary>
    EndDelay,

    /// <summary>
    /// A running run is asked to stop (<see cref="RunSignal.Preempt"/>), and goes back to its place in the queue; a pending one waits there. From then on neither can be rolled
    /// back (<see cref="RunGuards.NoRollback"/>), because the run that goes first builds on what it has committed.
    /// </summary>
    Preempt,
}
