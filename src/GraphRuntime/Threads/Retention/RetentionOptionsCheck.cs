namespace GraphRuntime.Threads;

/// <summary>Finds what is wrong with the options of retention.</summary>
internal static class RetentionOptionsCheck
{
    /// <summary>Databases cannot name every moment that a time span leads to.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36500);

    public static void Find(List<string> problems, RetentionOptions options)
    {
        Age(problems, nameof(options.Events), options.Events);
        Age(problems, nameof(options.Runs), options.Runs);
        Age(problems, nameof(options.IdleThreads), options.IdleThreads);
        Age(problems, nameof(options.WaitingThreads), options.WaitingThreads);
        if (options.CheckpointsPerThread < 1)
        {
            problems.Add($"Retention.{nameof(options.CheckpointsPerThread)} is {options.CheckpointsPerThread}; it must be at least 1: the newest checkpoint is the state of the thread.");
        }

        if (options.Interval <= TimeSpan.Zero || options.Interval > RunOptionsCheck.LongestTimer)
        {
            problems.Add($"Retention.{nameof(options.Interval)} is {options.Interval}; it must be longer than zero and at most 49 days.");
        }
    }

    private static void Age(List<string> problems, string name, TimeSpan? age)
    {
        if (age < TimeSpan.Zero || age > Longest)
        {
            problems.Add($"Retention.{name} is {age}; it must be between zero and 100 years. Leave it unset to keep everything.");
        }
    }
}
