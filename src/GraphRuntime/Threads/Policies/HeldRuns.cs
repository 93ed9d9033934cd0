namespace GraphRuntime.Threads;

/// <summary>Runs that wait until their thread does not wait any more. They are delayed, so that answers overtake them, and let go when the thread rests.</summary>
internal static class HeldRuns
{
    /// <summary>How long such a run is delayed at a time; only a crash between the answer and the letting go makes this moment matter.</summary>
    public static TimeSpan Recheck { get; } = TimeSpan.FromMinutes(10);
}
