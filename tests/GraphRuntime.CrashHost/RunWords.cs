namespace GraphRuntime.CrashHost;

/// <summary>The statuses as the log has them.</summary>
internal static class RunWords
{
    public static string Of(RunStatus status, RunStatusReason reason) => (status, reason) switch
    {
        // It executes nothing itself. The format of the log has no word for that; the line of the run names the one that has its input.
        (RunStatus.Success, RunStatusReason.Steered) => "interrupted",
        (RunStatus.Success, _) => "succeeded",
        (RunStatus.Error, RunStatusReason.Poisoned) => "dead",
        (RunStatus.Error or RunStatus.Timeout, _) => "failed",
        (RunStatus.Interrupted, RunStatusReason.Cancelled) => "cancelled",
        (RunStatus.Interrupted, _) => "interrupted",
        (RunStatus.Running, _) => "running",
        _ => "pending",
    };
}
