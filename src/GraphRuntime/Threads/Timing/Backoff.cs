namespace GraphRuntime.Threads;

/// <summary>Waits that double from one attempt to the next.</summary>
internal static class Backoff
{
    private const int MostDoublings = 30;

    /// <summary>The wait after an attempt; 1 is the first one.</summary>
    public static TimeSpan After(int attempt, TimeSpan first, TimeSpan longest)
    {
        var ticks = first.Ticks * Math.Pow(2, Math.Clamp(attempt - 1, 0, MostDoublings));
        return ticks < longest.Ticks ? TimeSpan.FromTicks((long)ticks) : longest;
    }
}
