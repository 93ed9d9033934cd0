namespace GraphRuntime.Threads;

/// <summary>What becomes of a run: an end, or another attempt. At most one of both is set; neither means that the run is not ours any more.</summary>
internal sealed record RunOutcome(RunSettlement? Settlement, RunRelease? Release)
{
    private static readonly RunOutcome NotOurs = new(null, null);
    private static readonly RunOutcome HandBack = new(null, new RunRelease(RunStatusReason.HostStopping, CountAttempt: false, TimeSpan.Zero));

    /// <summary>A result counts even if the run was asked to stop: it was faster.</summary>
    /// <remarks>Every attempt that fails counts, also one that failed for a passing reason: the last one ends the run.</remarks>
    public static RunOutcome Decide(StopReason stop, BodyEnd end, RetryRule retry) => end switch
    {
        _ when stop == StopReason.LeaseLost => NotOurs,
        { Result: { } result } => Of(result, retry.Delay),
        { Exception: { } exception } when stop is StopReason.None or StopReason.Failed && IsPassing(exception) && !retry.IsLast =>
            new RunOutcome(null, new RunRelease(RunStatusReason.LeaseLost, CountAttempt: true, retry.Delay)),
        _ => Stopped(stop, end),
    };

    private static bool IsPassing(Exception exception) => exception is StaleEpochException or StaleHeadException or StorageException { IsTransient: true };

    private static RunOutcome Of(ThreadGraphResult result, TimeSpan retryDelay)
    {
        switch (result.End)
        {
            case ThreadGraphEnd.Completed:
                return new RunOutcome(new RunSettlement { Status = RunStatus.Success, Output = result.Output, Rest = ThreadRest.Idle }, null);
            case ThreadGraphEnd.Drained:
                return HandBack;
            case ThreadGraphEnd.Held:
                return new RunOutcome(null, HeldRuns.Again);
            case ThreadGraphEnd.Steered:
                return new RunOutcome(RunTransitions.Steered, null);
            case ThreadGraphEnd.NotApplied:
                return Settle(RunStatus.Interrupted, RunStatusReason.NotApplied);
            case ThreadGraphEnd.LeftToOthers:
                return new RunOutcome(null, new RunRelease(RunStatusReason.None, CountAttempt: false, retryDelay));
            default:
                var pause = result.Pause ?? new ThreadPause(RunStatusReason.Paused, []);
                return new RunOutcome(
                    new RunSettlement
                    {
                        Status = RunStatus.Interrupted,
                        Reason = pause.Reason,
                        Output = result.Output,
                        InterruptIds = pause.InterruptIds,
                        Interrupts = result.Interrupts,
                        Rest = new ThreadRest(ThreadStatus.Interrupted, pause),
                    },
                    null);
        }
    }

    private static RunOutcome Stopped(StopReason stop, BodyEnd end) => stop switch
    {
        StopReason.HostStopping => HandBack,
        StopReason.Preempted => new RunOutcome(null, new RunRelease(RunStatusReason.Preempted, CountAttempt: true, TimeSpan.Zero)),
        StopReason.Displaced => Settle(RunStatus.Interrupted, RunStatusReason.Displaced),
        StopReason.Cancelled => Settle(RunStatus.Interrupted, RunStatusReason.Cancelled),
        StopReason.TimedOut => Failed(RunStatus.Timeout, "The run took longer than its time-out."),
        _ => Failed(RunStatus.Error, end.Exception is null ? null : Text(end.Exception, end.Node)),
    };

    /// <summary>Errors of this library say where they are from.</summary>
    private static string Text(Exception exception, string? node) =>
        node is null || exception is GraphRuntimeException ? ErrorText.Of(exception) : $"Node '{node}': {ErrorText.Of(exception)}";

    private static RunOutcome Settle(RunStatus status, RunStatusReason reason) => new(new RunSettlement { Status = status, Reason = reason }, null);

    private static RunOutcome Failed(RunStatus status, string? error) =>
        new(new RunSettlement { Status = status, Error = error, Rest = ThreadRest.Error }, null);
}
