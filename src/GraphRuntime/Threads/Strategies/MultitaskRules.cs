namespace GraphRuntime.Threads;

/// <summary>The strategies as pure functions of what is in flight.</summary>
internal static class MultitaskRules
{
    public static AdmissionDecision Decide(MultitaskStrategy strategy, ThreadSnapshot thread, in MultitaskLimits limits) =>
        Enum.IsDefined(strategy)
            ? Decide(PolicyAction.Of(strategy), thread, limits)
            : throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "The strategies are Enqueue, Reject, Interrupt, Rollback, Steer and Preempt.");

    /// <summary>What an action does that needs no input of other runs.</summary>
    public static AdmissionDecision Decide(PolicyAction action, ThreadSnapshot thread, in MultitaskLimits limits)
    {
        if (thread.Runs.Count == 0)
        {
            return Admit(action.Strategy);
        }

        return action.Verb switch
        {
            PolicyVerb.Reject => Refuse(AdmissionRefusal.Conflict, action.Strategy),
            PolicyVerb.Interrupt => Displace(action, DisplacementKind.Interrupt, RunGuards.NoInterrupt, thread, limits),
            PolicyVerb.Rollback => Displace(action, DisplacementKind.Rollback, RunGuards.NoInterrupt | RunGuards.NoRollback, thread, limits),
            PolicyVerb.Steer => SteeringRules.Decide(action, thread, limits),
            PolicyVerb.Preempt => PreemptionRules.Decide(action, thread, limits),
            _ => Enqueue(thread, limits),
        };
    }

    public static AdmissionDecision Admit(MultitaskStrategy strategy) => new() { Admitted = true, Strategy = strategy };

    public static AdmissionDecision Refuse(AdmissionRefusal refusal, MultitaskStrategy strategy) => new() { Admitted = false, Refusal = refusal, Strategy = strategy };

    public static AdmissionDecision Enqueue(ThreadSnapshot thread, in MultitaskLimits limits) => Bounded(Admit(MultitaskStrategy.Enqueue), thread, limits);

    /// <summary>Refuses an admission that would leave more runs waiting than allowed.</summary>
    public static AdmissionDecision Bounded(AdmissionDecision decision, ThreadSnapshot thread, in MultitaskLimits limits)
    {
        var left = thread.Runs.Count(run => run.Status == RunStatus.Pending && !decision.Displaced.Any(displaced => displaced.Kind != DisplacementKind.Preempt && displaced.RunId == run.RunId));
        return left < limits.MaxQueued ? decision : Refuse(AdmissionRefusal.QueueFull, decision.Strategy);
    }

    public static IEnumerable<RunInFlight> In(RunScope scope, ThreadSnapshot thread) => scope switch
    {
        RunScope.Pending => thread.Runs.Where(static run => run.Status == RunStatus.Pending),
        RunScope.Running => thread.Runs.Where(static run => run.Status == RunStatus.Running),
        _ => thread.Runs,
    };

    /// <summary>Whether a run that an action would displace does not allow that.</summary>
    public static bool Forbids(RunScope scope, RunGuards guards, ThreadSnapshot thread) => In(scope, thread).Any(run => (run.Guards & guards) != RunGuards.None);

    private static AdmissionDecision Displace(PolicyAction action, DisplacementKind kind, RunGuards guards, ThreadSnapshot thread, in MultitaskLimits limits) =>
        Forbids(action.Scope, guards, thread)
            ? AtGuard(action, thread, limits)
            : Displaced(action.Strategy, kind, action.Scope, limits.Grace, thread, limits);

    /// <summary>What happens at a guard, by rule.</summary>
    public static AdmissionDecision AtGuard(PolicyAction action, ThreadSnapshot thread, in MultitaskLimits limits) =>
        (action.WhenGuarded ?? limits.WhenGuarded) == GuardedStrategy.Interrupt && !Forbids(action.Scope, RunGuards.NoInterrupt, thread)
            ? Displaced(MultitaskStrategy.Interrupt, DisplacementKind.Interrupt, action.Scope, limits.Grace, thread, limits)
            : WithoutWaiting(action, thread, limits) ?? Displaced(MultitaskStrategy.Interrupt, DisplacementKind.Interrupt, action.Scope, limits.GuardWait, thread, limits);

    /// <summary>What happens at a guard where no run is stopped; <see langword="null"/> where the rule is to wait for the end of the guarded region.</summary>
    public static AdmissionDecision? WithoutWaiting(PolicyAction action, ThreadSnapshot thread, in MultitaskLimits limits) => (action.WhenGuarded ?? limits.WhenGuarded) switch
    {
        GuardedStrategy.Wait => null,
        GuardedStrategy.Reject => Refuse(AdmissionRefusal.Guarded, action.Strategy),
        _ => Enqueue(thread, limits),
    };

    private static AdmissionDecision Displaced(
        MultitaskStrategy strategy, DisplacementKind kind, RunScope scope, TimeSpan grace, ThreadSnapshot thread, in MultitaskLimits limits)
    {
        // A call may have an input for a subgraph already. Its record goes with its run, or ends by itself, when its turn comes.
        var all = In(scope, thread).ToList();
        var displaced = all.Where(run => run.SteersPath is null || (kind == DisplacementKind.Rollback && all.Exists(other => other.RunId == run.SteersRunId)))
            .Select(run => new RunDisplacement(run.RunId, kind, grace)).ToArray();
        return Bounded(Admit(strategy) with { Displaced = displaced }, thread, limits);
    }
}
