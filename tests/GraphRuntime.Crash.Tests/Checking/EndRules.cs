using System.Globalization;

namespace GraphRuntime.Crash.Tests;

/// <summary>An end that was acknowledged stands, and whoever was killed has a successor soon.</summary>
internal static class EndRules
{
    private static readonly string[] NeedNoSuccessor = ["interrupted", "rolled_back", "dead", "cancelled"];

    public static IEnumerable<string> Check(CrashLog log, int recoveryMs) => [.. Ends(log), .. Recovery(log, recoveryMs)];

    private static IEnumerable<string> Ends(CrashLog log)
    {
        foreach (var ends in log.Of("run_end").GroupBy(end => end.Run))
        {
            if (ends.Count() > 1)
            {
                yield return $"I9 {ends.Key} ended {ends.Count()} times";
            }

            if (log.Runs.TryGetValue(ends.Key, out var stored) && ends.Any(end => end.Status != stored.Status))
            {
                yield return $"I9 the end {ends.First().Status} of {ends.Key} was acknowledged, {stored.Status} is stored";
            }
        }
    }

    private static IEnumerable<string> Recovery(CrashLog log, int recoveryMs)
    {
        var activity = log.Events.Where(e => e.Name is "claim" or "exec" or "run_end").ToLookup(e => e.Run, e => e.Time);
        var urgent = log.Urgent.ToLookup(run => log.Runs[run].Thread);
        foreach (var cut in log.Executions.Where(execution => !execution.Ended && log.DeadAt.ContainsKey(execution.Begin.Process) && log.Runs.ContainsKey(execution.Begin.Run)))
        {
            var death = log.DeadAt[cut.Begin.Process];

            // A run that is taken up later may wait for a more urgent one: what that does is what its thread does next.
            var goesOn = activity[cut.Begin.Run].Any(time => time > death);
            var later = (goesOn ? urgent[cut.Begin.Thread] : []).SelectMany(run => activity[run]).Concat(activity[cut.Begin.Run]).Where(time => time > death).DefaultIfEmpty(long.MaxValue).Min();
            if (later == long.MaxValue)
            {
                if (!NeedNoSuccessor.Contains(log.Runs[cut.Begin.Run].Status))
                {
                    yield return $"I10 {cut.Begin.Run} was not taken up after its process was killed";
                }
            }
            else if (log.SomebodyLived(death, later, recoveryMs * 1_000_000L))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"I10 {cut.Begin.Run} was taken up {(later - death) / 1_000_000} ms after its process was killed");
            }
        }
    }
}
