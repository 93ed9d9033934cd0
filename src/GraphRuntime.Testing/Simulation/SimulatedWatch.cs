using GraphRuntime.Threads;

namespace GraphRuntime.Testing;

/// <summary>What must hold of a thread after every event, and of every admission.</summary>
internal static class SimulatedWatch
{
    public static IEnumerable<string> Check(ThreadSnapshot thread)
    {
        RunInFlight? running = null;
        foreach (var run in thread.Runs)
        {
            if (run.Status == RunStatus.Running && running is not null)
            {
                yield return $"I1 {running.RunId} and {run.RunId} run at the same time";
            }

            running = run.Status == RunStatus.Running ? run : running;
        }

        foreach (var run in thread.Runs)
        {
            if (running is not null && !run.Delayed && IsBefore(run, running))
            {
                yield return $"I2 {running.RunId} runs before its turn";
            }
        }

        if ((thread.Thread.Status == ThreadStatus.Busy) != (thread.Runs.Count > 0))
        {
            yield return $"I10 thread {thread.Thread.ThreadId} is {thread.Thread.Status} with {thread.Runs.Count} runs in flight";
        }
    }

    public static IEnumerable<string> CheckAdmission(string runId, AdmissionResult result, ThreadSnapshot? before, ThreadSnapshot? after)
    {
        if (result is { Outcome: AdmissionOutcome.Admitted, Decision.Strategy: MultitaskStrategy.Reject } && before is { Runs.Count: > 0 })
        {
            yield return $"I7 {runId} was admitted with Reject while {before.Runs[0].RunId} was in flight";
        }

        if (result.Outcome == AdmissionOutcome.Refused && !SameRuns(before, after))
        {
            yield return $"I6 {runId} was refused and changed its thread";
        }

        if (result is { Outcome: AdmissionOutcome.Admitted, Decision.Strategy: MultitaskStrategy.Rollback } && before is not null && after is not null
            && before.Runs.FirstOrDefault(run => run.SteersPath is null && after.Runs.Any(left => left.RunId == run.RunId)) is { } left)
        {
            yield return $"I5 {runId} was admitted with Rollback, and {left.RunId} is still there";
        }

        if (result.Outcome == AdmissionOutcome.Admitted && after?.Runs.Any(run => run.RunId == runId) != true)
        {
            yield return $"I3 {runId} was admitted and is not there";
        }
    }

    /// <summary>Whether a run should be executed before the running one. A more urgent run waits where the running one was asked to stop, and has not stopped.</summary>
    private static bool IsBefore(RunInFlight run, RunInFlight running) =>
        run.Urgency == running.Urgency ? run.Sequence < running.Sequence : run.Urgency > running.Urgency && running.Signal == RunSignal.None;

    private static bool SameRuns(ThreadSnapshot? before, ThreadSnapshot? after) =>
        (before?.Epoch, before?.Runs.Count ?? 0) == (after?.Epoch, after?.Runs.Count ?? 0)
        && (before is null || before.Runs.Zip(after!.Runs).All(pair => (pair.First.RunId, pair.First.Status, pair.First.Sequence) == (pair.Second.RunId, pair.Second.Status, pair.Second.Sequence)));
}
