namespace GraphRuntime.Threads;

/// <summary>How a run is given back without an outcome. It keeps its place: no other run of the thread overtakes it, unless it is given back delayed.</summary>
/// <param name="Reason"><see cref="RunStatusReason.HostStopping"/> or <see cref="RunStatusReason.LeaseLost"/>.</param>
/// <param name="CountAttempt">Whether the attempt counts; if not, <see cref="StoredRun.Attempt"/> goes back by one.</param>
/// <param name="Delay">How long nobody may claim it.</param>
public sealed record RunRelease(RunStatusReason Reason, bool CountAttempt, TimeSpan Delay)
{
    /// <summary>Whether the run leaves the queue until its delay ends, so that others overtake it.</summary>
    public bool Delayed { get; init; }

    /// <summary>Whether the run, given back delayed, is held as if it had been admitted so.</summary>
    public bool Held { get; init; }
}
