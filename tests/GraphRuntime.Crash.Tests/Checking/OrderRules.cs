namespace GraphRuntime.Crash.Tests;

/// <summary>A run that was submitted after another one had been accepted stands behind it. A delayed run has its place from the moment at which its delay is over.</summary>
internal static class OrderRules
{
    public static IEnumerable<string> Check(CrashLog log)
    {
        var runs = log.Runs.Where(run => run.Value.Sequence is not null && !RunNames.IsDelayed(run.Key) && log.Submitted.ContainsKey(run.Key))
            .Select(run => (Run: run.Key, run.Value.Thread, Sequence: run.Value.Sequence!.Value, Sent: log.Submitted[run.Key].Time,
                Accepted: log.Acknowledged.GetValueOrDefault(run.Key)?.Time ?? long.MaxValue));
        return runs.GroupBy(run => run.Thread).SelectMany(thread => CheckThread(thread.Key, [.. thread]));
    }

    private static IEnumerable<string> CheckThread(string thread, List<(string Run, string Thread, long Sequence, long Sent, long Accepted)> runs)
    {
        if (runs.Select(run => run.Sequence).Distinct().Count() != runs.Count)
        {
            yield return $"I6 {thread}: two runs share a sequence number";
        }

        var accepted = runs.OrderBy(run => run.Accepted).ToList();
        var next = 0;
        var largest = long.MinValue;
        foreach (var run in runs.OrderBy(run => run.Sent))
        {
            for (; next < accepted.Count && accepted[next].Accepted < run.Sent; next++)
            {
                largest = Math.Max(largest, accepted[next].Sequence);
            }

            if (run.Sequence < largest)
            {
                yield return $"I6 {thread}: {run.Run} was submitted after a run with a larger sequence had been accepted";
            }
        }
    }
}
