namespace GraphRuntime.AI;

/// <summary>How long to wait between attempts.</summary>
internal static class Waits
{
    public static TimeSpan After(int attempt, RetryPolicy retry)
    {
        var wait = retry.InitialDelay * Math.Pow(retry.BackoffFactor, attempt - 1);
        return wait < retry.MaxDelay ? wait : retry.MaxDelay;
    }
}
