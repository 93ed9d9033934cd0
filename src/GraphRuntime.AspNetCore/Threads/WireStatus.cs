namespace GraphRuntime.AspNetCore;

/// <summary>The names of statuses and strategies on the wire.</summary>
internal static class WireStatus
{
    public static string Of(ThreadStatus status) => status switch
    {
        ThreadStatus.Busy => "busy",
        ThreadStatus.Interrupted => "interrupted",
        ThreadStatus.Error => "error",
        _ => "idle",
    };

    public static ThreadStatus? ParseThread(string? status) => status switch
    {
        null => null,
        "idle" => ThreadStatus.Idle,
        "busy" => ThreadStatus.Busy,
        "interrupted" => ThreadStatus.Interrupted,
        "error" => ThreadStatus.Error,
        _ => throw ApiException.Invalid("invalid_argument", $"'{status}' is no status of a thread."),
    };

    /// <summary>A run that stopped at a breakpoint or question has done what it was to do: the wire calls that a success.</summary>
    public static string Of(RunInfo run) => run.Status switch
    {
        RunStatus.Pending => "pending",
        RunStatus.Running => "running",
        RunStatus.Success => "success",
        RunStatus.Error => "error",
        RunStatus.Timeout => "timeout",
        _ => IsPaused(run) ? "success" : "interrupted",
    };

    public static bool IsPaused(RunInfo run) =>
        run is { Status: RunStatus.Interrupted, Reason: RunStatusReason.Paused or RunStatusReason.AwaitingAnswer or RunStatusReason.NodePaused };
}
