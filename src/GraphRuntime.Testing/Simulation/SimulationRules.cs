namespace GraphRuntime.Testing;

/// <summary>What must hold at the end of every schedule.</summary>
internal static class SimulationRules
{
    private const string NoQuestion = "has no open interrupt to answer";

    private static readonly string[] StorageFailures = [SimulatedCalls.StoreIsAway, "store did not answer within"];

    public static IEnumerable<string> Check(IReadOnlyList<SimulatedRun> runs) => runs.SelectMany(run => CheckRun(run, runs)).Concat(CheckOrder(runs));

    private static IEnumerable<string> CheckRun(SimulatedRun run, IReadOnlyList<SimulatedRun> runs)
    {
        var strategy = run.Message.Options.MultitaskStrategy;
        if (run.AcceptedAt is not null && run.Info is null && !runs.Any(other => MayHaveErased(other, run)))
        {
            yield return $"I3 {run.RunId} was accepted and is gone";
        }

        if (run.Info is { IsFinal: false })
        {
            yield return $"I10 {run.RunId} is {run.Info.Status} at the end";
        }

        if (run.Info is { Status: RunStatus.Error or RunStatus.Timeout } && !UsedUpItsAttempts(run.Info) && !CameWithoutQuestion(run))
        {
            yield return $"I10 {run.RunId} ended as {run.Info.Status}: {run.Info.Error}";
        }

        if (run.Refusal is RunConflictException && (strategy is not MultitaskStrategy.Reject || run.Info is not null))
        {
            yield return $"I9 {run.RunId} ({strategy}) was refused for a conflict, and there is {(run.Info is null ? "nothing" : "a run")}";
        }
    }

    /// <summary>The last attempt of a run may end in an error for one reason: the store failed in it, or answered too late, and no attempt is left for another try.</summary>
    private static bool UsedUpItsAttempts(RunInfo run) =>
        run is { Status: RunStatus.Error, Attempt: >= SimulatedTimes.LastAttempt, Error: { } error } && StorageFailures.Any(failure => error.Contains(failure, StringComparison.Ordinal));

    /// <summary>An answer fails where its question was dropped, or was not asked.</summary>
    private static bool CameWithoutQuestion(SimulatedRun run) =>
        run is { Message.Input.IsAnswering: true, Info.Error: { } error } && error.Contains(NoQuestion, StringComparison.Ordinal);

    /// <summary>Runs that were accepted before another one was sent stand before it.</summary>
    private static IEnumerable<string> CheckOrder(IReadOnlyList<SimulatedRun> runs) =>
        from first in runs
        from second in runs
        where first.Message.ThreadId == second.Message.ThreadId && first.AcceptedAt < second.SentAt
        where first.Info is { } before && second.Info is { } after && before.Sequence >= after.Sequence
        select $"I2 {second.RunId} was sent after {first.RunId} had been accepted, and stands before it";

    private static bool MayHaveErased(SimulatedRun other, SimulatedRun run) =>
        other != run && other.Message.Options.MultitaskStrategy == MultitaskStrategy.Rollback && other.Message.ThreadId == run.Message.ThreadId
        && (other.AcceptedAt >= run.SentAt || (other.AcceptedAt is null && other.Refusal is null or StorageException));
}
