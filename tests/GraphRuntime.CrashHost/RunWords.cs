namespace GraphRuntime.CrashHost;

/// <summary>The statuses as the log has them.</summary>
internal static class RunWords
{
    public static string Of(RunStatus status, RunStatusReason reason) => (status, reason) switch
    {
        (RunStatus.Success, _) => "succeeded",
        (RunStatus.Error, RunStatusReason.Poisoned) => "dead",
        (RunStatus.Error or RunStatus.Timeout, _) => "failed",
        (RunStatus.Interrupted, RunStatusReason.Cancelled) => "cancelled",
        (RunStatus.Interrupted, _) => "interrupted",
        (RunStatus.Running, _) => "running",
        _ => "pending",
    };
}
