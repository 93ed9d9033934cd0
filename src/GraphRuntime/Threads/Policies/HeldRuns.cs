namespace GraphRuntime.Threads;

/// <summary>
/// Runs that wait until their thread waits for no answer any more. They are delayed, so that answers overtake them. The store lets them into the queue, with the sequence
/// of their admission, in the transition after which the thread does not wait: so no later run overtakes them.
/// </summary>
internal static class HeldRuns
{
    /// <summary>How long such a run is held at a time. The moment matters only where the graph was run past the coordinator, so that no transition lets the run go.</summary>
    public static TimeSpan Recheck { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Gives a run back that was let go although its thread waits (again).</summary>
    public static RunRelease Again { get; } = new(RunStatusReason.None, CountAttempt: false, Recheck) { Delayed = true, Held = true };
}
