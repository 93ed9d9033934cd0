namespace GraphRuntime.Threads;

/// <summary>Why a run was asked to stop; a later value outweighs an earlier one.</summary>
internal enum StopReason
{
    None,
    HostStopping,
    Failed,
    TimedOut,
    Preempted,
    Cancelled,
    Displaced,
    LeaseLost,
}
