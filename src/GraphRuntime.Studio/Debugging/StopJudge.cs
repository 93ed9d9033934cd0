namespace GraphRuntime.Studio;

/// <summary>Decides after each run of a session whether it stops.</summary>
internal sealed class StopJudge(StepGoal goal)
{
    /// <summary>How often a session goes on by itself; conditions that never hold would make runs for ever.</summary>
    private const int MostRuns = 1_000;

    private int _runs;

    /// <summary>The stop, or <see langword="null"/> where the session goes on.</summary>
    /// <param name="run">How the run ended; <see langword="null"/> where its record is gone.</param>
    /// <param name="before">Where it began.</param>
    /// <param name="now">Where the thread stands.</param>
    /// <param name="ran">Nodes that ran in the last supersteps.</param>
    /// <param name="breakpoints">The breakpoints, which count their hits.</param>
    /// <param name="stopRequested">Whether a user asked to pause.</param>
    public StopView? Judge(RunInfo? run, Position before, Position now, IReadOnlyList<NextNode> ran, SessionBreakpoints breakpoints, bool stopRequested)
    {
        _runs++;
        return run switch
        {
            null => new(StopReasons.Displaced, Message: "The run was rolled back or deleted."),
            { Status: RunStatus.Success } => new(StopReasons.Finished),
            { Status: RunStatus.Error or RunStatus.Timeout } => new(StopReasons.Failed, FirstPath(now), Message: run.Error ?? "The run took longer than its time-out."),
            { Reason: RunStatusReason.AwaitingAnswer } => new(StopReasons.Question, FirstPath(now)),
            { Reason: RunStatusReason.NodePaused } => new(StopReasons.NodePaused, FirstPath(now), Message: "The node paused on a condition."),
            { Reason: RunStatusReason.Cancelled } when stopRequested => new(StopReasons.Pause, FirstPath(now)),
            { Reason: RunStatusReason.Cancelled } => new(StopReasons.Displaced, Message: "The run was cancelled."),
            { Reason: RunStatusReason.Displaced } => new(StopReasons.Displaced, Message: "Another run of the thread displaced this one."),
            _ => JudgePause(before, now, ran, breakpoints, stopRequested),
        };
    }

    private StopView? JudgePause(Position before, Position now, IReadOnlyList<NextNode> ran, SessionBreakpoints breakpoints, bool stopRequested)
    {
        if (breakpoints.Judge(before, now, ran) is var (breakpoint, path))
        {
            return new(StopReasons.Breakpoint, path, breakpoint.Id);
        }

        return stopRequested ? new(StopReasons.Pause, FirstPath(now))
            : goal.IsReached(now) ? new(goal.Reason, FirstPath(now))
            : !IsOurs(now, ran, breakpoints) ? new(StopReasons.Compiled, FirstPath(now))
            : _runs >= MostRuns ? new(StopReasons.Limit, FirstPath(now), Message: $"The session went on {MostRuns} times without a stop. Resume to go on.")
            : null;
    }

    /// <summary>Whether the session asked for the pause; a subgraph may have breakpoints that it was compiled with.</summary>
    private static bool IsOurs(Position now, IReadOnlyList<NextNode> ran, SessionBreakpoints breakpoints) =>
        now.Leaves.Any(leaf => breakpoints.Before.Any(pattern => StatePaths.Matches(pattern, leaf.Path))) || ran.Any(node => breakpoints.After.Any(pattern => StatePaths.Matches(pattern, node.Path)));

    private static string? FirstPath(Position position) => position.Leaves is [var first, ..] ? first.Path : null;
}
