namespace GraphRuntime.Crash.Tests;

/// <summary>A steered input is applied once: by the run that has taken it, or by a run of its own; and in order. It is gone where its run was refused or rolled back.</summary>
internal static class SteeringRules
{
    public static IEnumerable<string> Check(CrashLog log)
    {
        var applied = log.Of("state").Where(state => state.Has("steered"))
            .ToDictionary(state => state.Thread, state => state.Json.GetProperty("steered").EnumerateArray().Select(entry => entry.GetString()!).ToList());
        return
        [
            .. applied.SelectMany(thread => thread.Value.Where(run => !log.Runs.ContainsKey(run)).Select(run => $"I16 {thread.Key} has the input of {run}, which is not there")),
            .. log.Runs.Where(run => RunNames.IsSteered(run.Key)).SelectMany(run => Count(log, run.Key, applied.GetValueOrDefault(run.Value.Thread) ?? [])),
            .. applied.SelectMany(thread => Order(log, thread.Key, thread.Value)),
            .. Again(log),
        ];
    }

    private static IEnumerable<string> Count(CrashLog log, string run, List<string> applied)
    {
        var status = log.Runs[run].Status;
        var times = applied.Count(entry => entry == run);
        var isLeftToNextRun = Failed(status) || (log.TakenBy.TryGetValue(run, out var taker) && log.Runs.TryGetValue(taker, out var owner) && Failed(owner.Status));
        var most = status == "rolled_back" ? 0 : 1;
        var least = isLeftToNextRun ? 0 : most;
        if (times < least || times > most)
        {
            yield return $"I16 the input of {run} ({status}) was applied {times} times";
        }
    }

    /// <summary>The inputs of runs that succeeded, or were taken by one that did: by the place of that run, then by their own. An urgent run has no place among the others.</summary>
    private static IEnumerable<string> Order(CrashLog log, string thread, List<string> applied)
    {
        var places = applied.Select(run => (Run: run, Owner: log.TakenBy.GetValueOrDefault(run, run)))
            .Where(one => log.Runs.TryGetValue(one.Owner, out var owner) && owner.Status == "succeeded")
            .ToLookup(one => log.Urgent.Contains(one.Owner) ? one.Owner : "", one => (log.Runs[one.Owner].Sequence, log.Runs[one.Run].Sequence));
        if (!places.All(group => group.SequenceEqual(group.Order())))
        {
            yield return $"I16 {thread}: steered inputs were not applied in their order";
        }
    }

    /// <summary>Only a run that has taken an input begins again.</summary>
    private static IEnumerable<string> Again(CrashLog log)
    {
        var takers = log.TakenBy.Values.ToHashSet();
        return log.Of("again").Select(line => line.Run).Distinct()
            .Where(run => log.Runs.TryGetValue(run, out var end) && end.Status != "rolled_back" && !takers.Contains(run))
            .Select(run => $"I16 {run} began again and has taken no input");
    }

    private static bool Failed(string status) => status is "failed" or "dead" or "cancelled";
}
