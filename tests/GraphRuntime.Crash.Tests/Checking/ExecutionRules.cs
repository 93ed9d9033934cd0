using System.Globalization;

namespace GraphRuntime.Crash.Tests;

/// <summary>One run of a thread at a time, and no step again once the next one has begun.</summary>
internal static class ExecutionRules
{
    public static IEnumerable<string> Check(CrashLog log) => [.. Overlaps(log), .. Repeated(log), .. Invented(log)];

    private const long Moment = 100_000_000;

    /// <summary>
    /// Whether two nodes of a thread may have been at work together: the earlier one was frozen, or asked to stop; or the later one was about to begin when its
    /// process was frozen, between the last look at its lease and its first line.
    /// </summary>
    public static bool IsExcused(CrashLog log, Execution earlier, Execution later) =>
        log.WasFrozen(earlier.Begin.Process, earlier.Start, later.Start)
        || (later.Begin.Fence < earlier.Begin.Fence && log.WasFrozen(later.Begin.Process, later.Start - Moment, later.Start))
        || log.Of("submit").Any(submit => submit.Thread == earlier.Begin.Thread && submit.Text("strat") is "interrupt" or "rollback" or "preempt" && submit.Time <= later.Start
            && log.AnsweredAt(submit) > (log.Submitted.GetValueOrDefault(earlier.Begin.Run) ?? earlier.Begin).Time && submit.Run != earlier.Begin.Run);

    private static IEnumerable<string> Overlaps(CrashLog log)
    {
        foreach (var thread in log.Executions.GroupBy(execution => execution.Begin.Thread))
        {
            Execution? current = null;
            foreach (var next in thread)
            {
                if (current is not null && next.Start < current.End && (next.Begin.Run, next.Begin.Fence) != (current.Begin.Run, current.Begin.Fence)
                    && !IsExcused(log, current, next))
                {
                    yield return $"I7 {thread.Key}: {Name(current)} and {Name(next)} were at work at the same time";
                }

                current = current is null || next.End > current.End ? next : current;
            }
        }
    }

    private static IEnumerable<string> Repeated(CrashLog log)
    {
        var byStep = log.Executions.ToLookup(execution => (execution.Begin.Run, execution.Begin.Step));
        foreach (var execution in log.Executions)
        {
            var next = byStep[(execution.Begin.Run, execution.Begin.Step + 1)].ToList();
            if (next.Count > 0 && execution.Start > next.Min(one => one.Start) && execution.Begin.Fence > next.Min(one => one.Begin.Fence))
            {
                yield return $"I8 {Name(execution)} was executed again after the next step had begun";
            }
        }
    }

    private static IEnumerable<string> Invented(CrashLog log)
    {
        var executed = log.Executions.Select(Entry).ToHashSet();
        return log.Of("state").SelectMany(state => state.Json.GetProperty("log").EnumerateArray()).Select(entry => entry.GetString()!)
            .Where(entry => !executed.Contains(entry)).Select(entry => $"I8 {entry} was applied and never executed");
    }

    private static string Entry(Execution execution) => string.Create(CultureInfo.InvariantCulture, $"{execution.Begin.Run}/{execution.Begin.Step}");

    private static string Name(Execution execution) => $"{Entry(execution)} on {execution.Begin.Process}";
}
