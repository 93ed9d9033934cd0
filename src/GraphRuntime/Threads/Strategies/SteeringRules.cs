namespace GraphRuntime.Threads;

/// <summary>The strategy that hands the input of a new run to a run in flight.</summary>
internal static class SteeringRules
{
    /// <summary>Decides about an input that any run in flight of its graph may take.</summary>
    /// <param name="action">What was asked for.</param>
    /// <param name="thread">What is in flight.</param>
    /// <param name="limits">The bounds.</param>
    /// <param name="graphName">The graph that the input fits; <see langword="null"/> for any.</param>
    public static AdmissionDecision Decide(PolicyAction action, ThreadSnapshot thread, in MultitaskLimits limits, string? graphName = null) =>
        thread.Runs.FirstOrDefault(run => CanTake(run, thread, graphName)) is { } taker ? Into(taker, action, thread, limits) : MultitaskRules.Enqueue(thread, limits);

    /// <summary>Decides about an input for one run.</summary>
    public static AdmissionDecision DecideFor(string runId, PolicyAction action, ThreadSnapshot thread, in MultitaskLimits limits, string graphName) =>
        thread.Runs.FirstOrDefault(run => run.RunId == runId && CanTake(run, thread, graphName)) is { } taker
            ? Into(taker, action, thread, limits)
            : MultitaskRules.Refuse(AdmissionRefusal.NotSteerable, action.Strategy);

    /// <summary>An input for a subgraph is no run of its own: it is refused where no run in flight may take it.</summary>
    public static AdmissionDecision IntoSubgraph(AdmissionDecision decision, string path) =>
        !decision.Admitted ? decision
        : decision.SteersRunId is null ? MultitaskRules.Refuse(AdmissionRefusal.NotSteerable, decision.Strategy)
        : decision with { SteersPath = path };

    /// <summary>Whether the input of a run waits for another run in flight to take it.</summary>
    public static bool IsSteering(RunInFlight run, ThreadSnapshot thread) =>
        run is { Status: RunStatus.Pending, SteersRunId: { } taker } && thread.Runs.Any(other => other.RunId == taker);

    /// <summary>A run takes inputs while it runs, or once it does; not one that is being stopped, is delayed, or hands its own input to another run.</summary>
    private static bool CanTake(RunInFlight run, ThreadSnapshot thread, string? graphName) =>
        run is { Delayed: false, Signal: RunSignal.None } && (graphName is null || run.GraphName == graphName) && !IsSteering(run, thread);

    /// <summary>
    /// A guarded region is a part that nothing may change the course of. By rule the new run waits for its turn, or is refused, or (<see cref="GuardedStrategy.Wait"/>) the
    /// input is taken when the region was left.
    /// </summary>
    private static AdmissionDecision Into(RunInFlight taker, PolicyAction action, ThreadSnapshot thread, in MultitaskLimits limits) =>
        (taker.Guards & RunGuards.NoInterrupt) != RunGuards.None && MultitaskRules.WithoutWaiting(action, thread, limits) is { } other
            ? other
            : MultitaskRules.Bounded(MultitaskRules.Admit(action.Strategy) with { SteersRunId = taker.RunId }, thread, limits);
}
