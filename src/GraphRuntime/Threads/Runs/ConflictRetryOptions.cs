namespace GraphRuntime;

/// <summary>How often, and after which waits, a run refused by <see cref="MultitaskStrategy.Reject"/> is submitted again.</summary>
public sealed record ConflictRetryOptions
{
    /// <summary>How often it is submitted again after the first time.</summary>
    /// <value>The default is 3; at least 1.</value>
    public int MaxRetries { get; init; } = 3;

    /// <summary>The wait before the first retry; each further wait is twice as long.</summary>
    /// <value>The default is 1 second. It must not be negative.</value>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The upper bound of a wait.</summary>
    /// <value>The default is 30 seconds.</value>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    internal static ConflictRetryOptions Default { get; } = new();

    internal TimeSpan DelayBefore(int retry)
    {
        var delay = FirstDelay * Math.Pow(2, Math.Min(retry - 1, 30));
        return delay < MaxDelay ? delay : MaxDelay;
    }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRetries, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(FirstDelay, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDelay, TimeSpan.Zero);
    }
}
