using System.Globalization;
using GraphRuntime.Graphs;

namespace GraphRuntime.Building;

/// <summary>Finds mistakes in the options of one node.</summary>
internal static class NodeOptionsCheck
{
    /// <summary>What timers take: a little less than 50 days.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(49);

    public static void Check(GraphNode node, GraphDraft draft, List<string> problems)
    {
        if (node.Options.Retry is { } retry)
        {
            CheckRetry(node.Name, retry, problems);
        }

        if (node.Options.MaxConcurrency < 1)
        {
            problems.Add($"Node '{node.Name}': MaxConcurrency is {node.Options.MaxConcurrency}. Give at least 1, or null for any number.");
        }

        if (node.Options.Timeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > s_longest))
        {
            problems.Add($"Node '{node.Name}': Timeout is {timeout}; it must be longer than zero, and at most {s_longest.Days} days.");
        }

        if (node.Options.CacheDuration is { } duration)
        {
            if (duration <= TimeSpan.Zero)
            {
                problems.Add($"Node '{node.Name}': CacheDuration is {duration}; it must be longer than zero.");
            }

            if (node.Options.CacheKey is null)
            {
                problems.Add($"Node '{node.Name}': CacheDuration is set without CacheKey, so nothing would be remembered. Set CacheKey, or remove CacheDuration.");
            }
        }

        GraphValidator.CheckChannelNames(draft, node.Options.Channels, $"Node '{node.Name}': it sees", problems);
    }

    private static void CheckRetry(string node, RetryPolicy retry, List<string> problems)
    {
        if (retry.MaxAttempts < 1)
        {
            problems.Add($"Node '{node}': Retry.MaxAttempts is {retry.MaxAttempts}; it counts the first attempt, so it is at least 1.");
        }

        CheckDelay($"Node '{node}': Retry.InitialDelay", retry.InitialDelay, problems);
        CheckDelay($"Node '{node}': Retry.MaxDelay", retry.MaxDelay, problems);
        if (!(retry.BackoffFactor >= 1 && double.IsFinite(retry.BackoffFactor)))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"Node '{node}': Retry.BackoffFactor is {retry.BackoffFactor}; it is a number of at least 1."));
        }
    }

    private static void CheckDelay(string what, TimeSpan delay, List<string> problems)
    {
        if (delay < TimeSpan.Zero || delay > s_longest)
        {
            problems.Add($"{what} is {delay}; it is between zero and {s_longest.Days} days.");
        }
    }
}
