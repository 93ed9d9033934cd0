namespace GraphRuntime;

/// <summary>How often and when a failed node is tried again. Pauses are never retried.</summary>
public sealed record RetryPolicy
{
    /// <summary>How many attempts there are, the first one included.</summary>
    /// <value>The default is 3, at least 1.</value>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>Decides which exceptions are retried; <see langword="null"/> for all but cancellation.</summary>
    public Func<Exception, bool>? ShouldRetry { get; init; }

    /// <summary>The wait before the second attempt.</summary>
    /// <value>The default is 500 ms; from zero to 49 days.</value>
    public TimeSpan InitialDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What each wait is multiplied by.</summary>
    /// <value>The default is 2, at least 1.</value>
    public double BackoffFactor { get; init; } = 2;

    /// <summary>The longest wait.</summary>
    /// <value>The default is 128 s; from zero to 49 days.</value>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(128);

    internal TimeSpan DelayAfter(int attempt)
    {
        if (InitialDelay == TimeSpan.Zero)
        {
            return TimeSpan.Zero;
        }

        // Compared as numbers: after many attempts the product is longer than a TimeSpan.
        var ticks = InitialDelay.Ticks * Math.Pow(BackoffFactor, attempt - 1);
        return ticks < MaxDelay.Ticks ? TimeSpan.FromTicks((long)ticks) : MaxDelay;
    }
}
