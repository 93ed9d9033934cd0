namespace GraphRuntime.Studio;

/// <summary>Where a command of the debugger wants to stop: before the nodes of these paths.</summary>
/// <param name="Before">Paths as breakpoints of a run have them.</param>
/// <param name="Reason">What the stop is called.</param>
internal sealed record StepGoal(IReadOnlyList<string> Before, string Reason)
{
    /// <summary>Stops at breakpoints only.</summary>
    public static StepGoal None { get; } = new([], "step");

    /// <summary>Stops before the first node.</summary>
    public static StepGoal First { get; } = new([Graph.AllNodes], "pause");

    /// <summary>The next node of any graph.</summary>
    public static StepGoal Into { get; } = new([Graph.AllPaths], "step");

    /// <summary>The next superstep of a graph, or of one around it if it ends.</summary>
    public static StepGoal Over(string scope) => new([.. StatePaths.WithAncestors(scope).Select(static graph => StatePaths.Join(graph, Graph.AllNodes))], "step");

    /// <summary>The next superstep of a graph around this one; the end, for the root graph.</summary>
    public static StepGoal Out(string scope) => scope.Length == 0 ? None : Over(StatePaths.ScopeOf(scope));

    public static StepGoal To(string path) => new([path], "runTo");

    public bool IsReached(Position position) => position.Leaves.Any(leaf => Before.Any(pattern => StatePaths.Matches(pattern, leaf.Path)));
}
