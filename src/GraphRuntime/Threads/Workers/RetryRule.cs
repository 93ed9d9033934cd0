namespace GraphRuntime.Threads;

/// <summary>Whether an attempt that failed for a passing reason is followed by another one, and after which wait.</summary>
/// <param name="IsLast">Whether it was the last attempt that the run has.</param>
/// <param name="Delay">The wait before the next one.</param>
internal readonly record struct RetryRule(bool IsLast, TimeSpan Delay)
{
    public static RetryRule Of(StoredRun run, CoordinatorOptions options) =>
        new(run.Attempt >= run.MaxAttempts, Backoff.After(run.Attempt, options.RetryBackoff, options.MaxRetryBackoff));
}
