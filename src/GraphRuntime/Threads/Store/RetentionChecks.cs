namespace GraphRuntime.Threads;

/// <summary>Checks what stores get of retention.</summary>
internal static class RetentionChecks
{
    public static void Check(RestingThreadQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(query.After);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.UnchangedFor, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.ChangedWithin ?? TimeSpan.Zero, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
    }

    public static void Check(EventPruning pruning)
    {
        ArgumentNullException.ThrowIfNull(pruning);
        ArgumentOutOfRangeException.ThrowIfLessThan(pruning.OlderThan, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(pruning.NotOlderThan ?? TimeSpan.Zero, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(pruning.Limit, 1);
    }
}
