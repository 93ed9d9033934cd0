namespace GraphRuntime.Threads;

/// <summary>The four strategies as pure functions of what is in flight.</summary>
internal static class MultitaskRules
{
    public static AdmissionDecision Decide(MultitaskStrategy strategy, ThreadSnapshot thread, in MultitaskLimits limits) => strategy switch
    {
        _ when thread.Runs.Count == 0 => Admit(strategy),
        MultitaskStrategy.Reject => new AdmissionDecision { Admitted = false, Refusal = AdmissionRefusal.Conflict, Strategy = strategy },
        MultitaskStrategy.Enqueue => Enqueue(thread, limits),
        MultitaskStrategy.Interrupt => Forbids(thread, RunGuards.NoInterrupt) ? Enqueue(thread, limits) : Displace(strategy, DisplacementKind.Interrupt, thread, limits),
        MultitaskStrategy.Rollback => Forbids(thread, RunGuards.NoInterrupt | RunGuards.NoRollback) ? Enqueue(thread, limits) : Displace(strategy, DisplacementKind.Rollback, thread, limits),
        _ => throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "There are four strategies: Enqueue, Reject, Interrupt and Rollback."),
    };

    private static AdmissionDecision Admit(MultitaskStrategy strategy) => new() { Admitted = true, Strategy = strategy };

    private static AdmissionDecision Enqueue(ThreadSnapshot thread, in MultitaskLimits limits)
    {
        var pending = thread.Runs.Count(static run => run.Status == RunStatus.Pending);
        return pending < limits.MaxQueued
            ? Admit(MultitaskStrategy.Enqueue)
            : new AdmissionDecision { Admitted = false, Refusal = AdmissionRefusal.QueueFull, Strategy = MultitaskStrategy.Enqueue };
    }

    private static AdmissionDecision Displace(MultitaskStrategy strategy, DisplacementKind kind, ThreadSnapshot thread, in MultitaskLimits limits)
    {
        var grace = limits.Grace;
        return Admit(strategy) with { Displaced = [.. thread.Runs.Select(run => new RunDisplacement(run.RunId, kind, grace))] };
    }

    private static bool Forbids(ThreadSnapshot thread, RunGuards guards) => thread.Runs.Any(run => (run.Guards & guards) != RunGuards.None);
}
