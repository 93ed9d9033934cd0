namespace GraphRuntime.Threads;

/// <summary>
/// Which leases are renewed together. A call to the store waits only as long as the lease that ends first, so leases that have much more time are renewed by another
/// call: a late one costs no other run its lease.
/// </summary>
internal static class LeaseGroups
{
    /// <summary>
    /// Groups runs, those whose leases end first in the first group, and in each group the one that ends first in the first place. No lease of a group has more than twice
    /// the time of its first one. So each has half of its time at least, whatever the store does to its own call and those before it.
    /// </summary>
    public static IEnumerable<List<RunExecution>> Of(IEnumerable<RunExecution> runs, Func<RunExecution, TimeSpan> timeLeft)
    {
        List<RunExecution>? group = null;
        var limit = TimeSpan.Zero;
        foreach (var (run, left) in runs.Select(run => (Run: run, Left: timeLeft(run))).OrderBy(static one => one.Left))
        {
            if (group is not null && left > limit)
            {
                yield return group;
                group = null;
            }

            if (group is null)
            {
                group = [];
                limit = left * 2;
            }

            group.Add(run);
        }

        if (group is not null)
        {
            yield return group;
        }
    }
}
