namespace GraphRuntime.Threads;

/// <summary>
/// Runs whose creator asked for a delay that is not over. They neither stand in the way of other runs nor are displaced by them, unless that is asked for. A message that waits
/// for a quiet time (<see cref="PolicyVerb.Debounce"/>) or for an answer is none of them: it was said before the new one.
/// </summary>
internal static class DelayedRuns
{
    /// <summary>Whether it takes the inputs to know which runs are delayed by their creator.</summary>
    public static bool AreUnclear(ThreadSnapshot thread) => thread.Runs.Any(IsOutOfQueue);

    /// <summary>The thread without them. The snapshot has the inputs.</summary>
    public static ThreadSnapshot Without(ThreadSnapshot thread) =>
        thread.Runs.Any(IsDelayed) ? thread with { Runs = [.. thread.Runs.Where(static run => !IsDelayed(run))] } : thread;

    private static bool IsDelayed(RunInFlight run) => IsOutOfQueue(run) && StoredInput.SinceTicks(run.Input) is null;

    private static bool IsOutOfQueue(RunInFlight run) => run is { Delayed: true, Held: false, Attempt: 0 };
}
