using System.Globalization;

namespace GraphRuntime.Crash.Tests;

/// <summary>
/// What runs do beside their state: each has its own values, an effect happens once, the long-term store has what those supersteps wrote that stand in a state, and each tick of
/// a schedule is one run on a thread of its own.
/// </summary>
internal static class OperationRules
{
    public static IEnumerable<string> Check(CrashLog log) => [.. Values(log), .. Effects(log), .. Stored(log), .. Ticks(log)];

    private static IEnumerable<string> Values(CrashLog log)
    {
        return from line in log.Of("exec").Concat(log.Of("again"))
               where line.Has("own")
               let expected = log.Scheduled.Contains(line.Text("own")) ? RunNames.Tick : line.Text("own")
               where line.Text("value") != expected && log.Runs.ContainsKey(line.Text("own"))
               select $"I18 {line.Text("own")} had the value '{line.Text("value")}' in step {line.Step}";
    }

    /// <summary>A process that is frozen between its claim of an effect and the effect does it when it goes on, whatever was found out meanwhile.</summary>
    private static IEnumerable<string> Effects(CrashLog log)
    {
        foreach (var twice in log.Of("effect_twice"))
        {
            var since = log.Submitted.GetValueOrDefault(twice.Run)?.Time ?? 0;
            if (!log.Of("stop").Any(stop => log.WasFrozen(stop.Text("target"), since, twice.Time)))
            {
                yield return $"I15 the effect of {twice.Run} happened twice";
            }
        }

        if (StepOf(log, "effect_step") is { } step)
        {
            var effects = log.Of("effect").Select(static line => line.Run).ToHashSet();
            foreach (var run in Committed(log, step).Where(run => !effects.Contains(run)))
            {
                yield return $"I15 {run} has the result of its effect, which did not happen";
            }
        }
    }

    private static IEnumerable<string> Stored(CrashLog log)
    {
        if (StepOf(log, "store_step") is not { } step)
        {
            return [];
        }

        var stored = log.Of("stored").Select(static line => line.Run).ToHashSet();
        var committed = Committed(log, step).ToHashSet();
        return
        [
            .. committed.Except(stored).Select(run => $"I19 the store has nothing of {run}, whose superstep stands"),
            .. stored.Except(committed).Select(run => $"I19 the store has what {run} wrote, whose superstep does not stand"),
        ];
    }

    private static IEnumerable<string> Ticks(CrashLog log) => log.Scheduled.Where(run => log.Runs[run] is var tick && (tick.Thread != run || tick.Status != "succeeded"))
        .Select(run => $"I20 the tick {run} is {log.Runs[run].Status} on thread {log.Runs[run].Thread}");

    /// <summary>The runs that have the result of a step in the state of their thread.</summary>
    private static IEnumerable<string> Committed(CrashLog log, int step)
    {
        var ending = string.Create(CultureInfo.InvariantCulture, $"/{step}");
        return log.Of("state").SelectMany(static state => state.Json.GetProperty("log").EnumerateArray()).Select(static entry => entry.GetString()!)
            .Where(entry => entry.EndsWith(ending, StringComparison.Ordinal)).Select(entry => entry[..^ending.Length]);
    }

    private static int? StepOf(CrashLog log, string field) => log.Of("up").FirstOrDefault(up => up.Has(field)) is { } up ? (int)up.Number(field) : null;
}
