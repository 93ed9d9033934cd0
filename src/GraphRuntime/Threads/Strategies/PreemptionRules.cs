namespace GraphRuntime.Threads;

/// <summary>The strategy that lets a new run go before those in flight, which go on after it.</summary>
internal static class PreemptionRules
{
    public static AdmissionDecision Decide(PolicyAction action, ThreadSnapshot thread, in MultitaskLimits limits)
    {
        var urgency = thread.Runs.Max(static run => run.Urgency) + 1;
        if (urgency > limits.MaxPreemptionDepth)
        {
            return MultitaskRules.Enqueue(thread, limits);
        }

        var isGuarded = MultitaskRules.Forbids(RunScope.Running, RunGuards.NoInterrupt, thread);
        return isGuarded && MultitaskRules.WithoutWaiting(action, thread, limits) is { } other
            ? other
            : First(action, urgency, isGuarded ? limits.GuardWait : limits.Grace, thread, limits);
    }

    /// <summary>The run goes first; those that have begun go on after it. A run that is being stopped for good ends.</summary>
    private static AdmissionDecision First(PolicyAction action, int urgency, TimeSpan grace, ThreadSnapshot thread, in MultitaskLimits limits) => MultitaskRules.Bounded(
        MultitaskRules.Admit(action.Strategy) with
        {
            Urgency = urgency,
            Displaced = [.. thread.Runs.Where(HasBegun).Select(run => new RunDisplacement(run.RunId, DisplacementKind.Preempt, grace))],
        },
        thread,
        limits);

    private static bool HasBegun(RunInFlight run) => run is { Status: RunStatus.Running, Signal: RunSignal.None } or { Status: RunStatus.Pending, StartedAt: not null };
}
