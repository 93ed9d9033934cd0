using System.Globalization;

namespace GraphRuntime.Crash.Tests;

/// <summary>Every result stands once, in order, whole where it must be, and not at all where it was rolled back.</summary>
internal static class StateRules
{
    public static IEnumerable<string> Check(CrashLog log)
    {
        var states = log.Of("state").ToDictionary(state => state.Thread, state => state.Json.GetProperty("log").EnumerateArray().Select(entry => entry.GetString()!).ToList());
        foreach (var (run, end) in log.Runs.Where(run => !states.ContainsKey(run.Value.Thread)))
        {
            yield return $"I3 thread {end.Thread} of run {run} has no state";
        }

        foreach (var problem in states.SelectMany(state => CheckThread(log, state.Key, state.Value)))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> CheckThread(CrashLog log, string thread, List<string> entries)
    {
        foreach (var twice in entries.GroupBy(entry => entry).Where(group => group.Count() > 1))
        {
            yield return $"I3 {thread}: {twice.Key} was applied {twice.Count()} times";
        }

        var blocks = Blocks(entries);
        if (!PreemptionRules.IsNested(log, [.. blocks.Select(block => block.Run)]))
        {
            yield return $"I3 {thread}: results of different runs are mixed";
        }

        foreach (var problem in blocks.GroupBy(block => block.Run).SelectMany(run => CheckBlock(log, thread, run.Key, [.. run.SelectMany(block => block.Steps)])))
        {
            yield return problem;
        }

        var sequences = blocks.Select(block => block.Run).Distinct().Where(run => !log.Urgent.Contains(run) && !RunNames.IsDelayed(run)).Select(run => log.Runs.GetValueOrDefault(run).Sequence).OfType<long>().ToList();
        if (!sequences.SequenceEqual(sequences.Order()))
        {
            yield return $"I6 {thread}: results are not in the order of submission";
        }

        var seen = blocks.Select(block => block.Run).ToHashSet();
        foreach (var (run, _) in log.Runs.Where(run => run.Value.Thread == thread && run.Value.Status == "succeeded" && !seen.Contains(run.Key)))
        {
            yield return $"I3 {thread}: run {run} succeeded and left nothing";
        }
    }

    private static IEnumerable<string> CheckBlock(CrashLog log, string thread, string run, List<int> steps)
    {
        if (!log.Runs.TryGetValue(run, out var end) || end.Thread != thread)
        {
            yield return $"I3 {thread}: there is a result of run {run}, which is not of this thread";
            yield break;
        }

        if (end.Status == "rolled_back")
        {
            yield return $"I4 {thread}: run {run} was rolled back and left {steps.Count} results";
        }
        else if (!steps.SequenceEqual(Enumerable.Range(0, steps.Count)))
        {
            yield return $"I5 {thread}: run {run} ({end.Status}) left the steps {string.Join(", ", steps)}";
        }

        if (end.Status == "succeeded" && steps.Count != log.Steps)
        {
            yield return $"I3 {thread}: run {run} succeeded and left {steps.Count} of {log.Steps} results";
        }
    }

    private static List<(string Run, List<int> Steps)> Blocks(List<string> entries)
    {
        var blocks = new List<(string Run, List<int> Steps)>();
        foreach (var entry in entries)
        {
            var slash = entry.LastIndexOf('/');
            var run = entry[..slash];
            if (blocks.Count == 0 || blocks[^1].Run != run)
            {
                blocks.Add((run, []));
            }

            blocks[^1].Steps.Add(int.Parse(entry[(slash + 1)..], CultureInfo.InvariantCulture));
        }

        return blocks;
    }
}
