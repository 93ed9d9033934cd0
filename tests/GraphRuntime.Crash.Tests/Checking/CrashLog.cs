using System.Text.Json;

namespace GraphRuntime.Crash.Tests;

/// <summary>The logs of all processes, put together.</summary>
internal sealed class CrashLog
{
    private readonly ILookup<string, LogEvent> _byName;

    public CrashLog(IEnumerable<LogEvent> events)
    {
        Events = [.. events.OrderBy(e => e.Time)];
        _byName = Events.ToLookup(e => e.Name);
        Submitted = Of("submit").ToDictionary(e => e.Run);
        Acknowledged = Of("submitted").ToDictionary(e => e.Run);
        LastLine = Events.GroupBy(e => e.Process).ToDictionary(g => g.Key, g => g.Max(e => e.Time));
        DeadAt = Of("kill").GroupBy(e => e.Text("target")).ToDictionary(g => g.Key, g => DeathOf(g.Last()));
        Executions = [.. Pair().OrderBy(e => e.Start)];
        Runs = Of("run").ToDictionary(e => e.Run, e => (e.Thread, e.Status, Sequence: (long?)e.Number("seq")));
        TakenBy = Of("run").Where(e => e.Has("taken_by")).ToDictionary(e => e.Run, e => e.Text("taken_by"));
        Urgent = Of("run").Where(e => e.Has("strat") && e.Text("strat") == "preempt").Select(e => e.Run).ToHashSet();
        Scheduled = Of("run").Where(e => e.Has("scheduled")).Select(e => e.Run).ToHashSet();
        StoreHeld = [.. FindHeld()];
        AddVanished();
    }

    public IReadOnlyList<LogEvent> Events { get; }

    public IReadOnlyDictionary<string, LogEvent> Submitted { get; }

    public IReadOnlyDictionary<string, LogEvent> Acknowledged { get; }

    public IReadOnlyDictionary<string, long> LastLine { get; }

    public IReadOnlyDictionary<string, long> DeadAt { get; }

    public IReadOnlyList<Execution> Executions { get; }

    /// <summary>What the store knows at the end, and those that a rollback has taken.</summary>
    public Dictionary<string, (string Thread, string Status, long? Sequence)> Runs { get; }

    /// <summary>Which run has taken the input of a run that was steered.</summary>
    public IReadOnlyDictionary<string, string> TakenBy { get; }

    /// <summary>The runs that went before those in flight, as the store has admitted them.</summary>
    public IReadOnlySet<string> Urgent { get; }

    /// <summary>The runs that a schedule has made.</summary>
    public IReadOnlySet<string> Scheduled { get; }

    /// <summary>When a frozen process kept everybody else from the store.</summary>
    public IReadOnlyList<(long From, long To)> StoreHeld { get; }

    public int Steps => (int)Of("up").First().Number("steps");

    public int MaxAttempts => (int)Of("up").First().Number("max_attempts");

    public static CrashLog Load(string folder) => new(Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(Read));

    public IEnumerable<LogEvent> Of(string name) => _byName[name];

    public bool IsCreated(string run) => Acknowledged.TryGetValue(run, out var acknowledged) && acknowledged.Text("out") == "created";

    /// <summary>Whether a submission was accepted, or its sender does not know: it ended before the answer, or an error of the connection was the answer.</summary>
    public bool MayBeCreated(string run) => !Acknowledged.TryGetValue(run, out var acknowledged) || acknowledged.Text("out") is "created" or "error";

    /// <summary>Whether a process was frozen at some time between two moments.</summary>
    public bool WasFrozen(string process, long from, long to) => Of("stop")
        .Where(stop => stop.Text("target") == process)
        .Any(stop => stop.Time < to && (Of("cont").FirstOrDefault(cont => cont.Text("target") == process && cont.Time > stop.Time)?.Time ?? long.MaxValue) > from);

    /// <summary>When a submission was over: a process that was frozen in the middle of one finishes it much later.</summary>
    public long AnsweredAt(LogEvent submit) => Acknowledged.GetValueOrDefault(submit.Run)?.Time ?? long.MaxValue;

    /// <summary>Whether a process was up, not frozen and not kept from the store for some time without a break between two moments.</summary>
    public bool SomebodyLived(long from, long to, long duration) => Of("up").Any(up =>
    {
        var start = Math.Max(from, up.Time);
        var freezes = Of("stop").Where(stop => stop.Text("target") == up.Process).Select(stop => stop.Time)
            .Concat(Of("cont").Where(cont => cont.Text("target") == up.Process).Select(cont => cont.Time));
        var held = StoreHeld.SelectMany(freeze => new[] { freeze.From, freeze.To });
        var ends = freezes.Concat(held).Append(DeadAt.GetValueOrDefault(up.Process, LastLine[up.Process])).Where(time => time > start).Append(to).Order();
        foreach (var end in ends.TakeWhile(time => time <= to))
        {
            if (end - start > duration && !WasFrozen(up.Process, start, end) && !StoreHeld.Any(freeze => freeze.From < end && freeze.To > start) && end <= DeadAt.GetValueOrDefault(up.Process, long.MaxValue))
            {
                return true;
            }

            start = end;
        }

        return false;
    });

    /// <summary>Freezes of a process that was in the middle of a transaction: a database in one file lets nobody else write until it goes on.</summary>
    private IEnumerable<(long From, long To)> FindHeld()
    {
        const long LongEnough = 1_000_000_000;
        foreach (var stop in Of("stop"))
        {
            var to = Of("cont").FirstOrDefault(cont => cont.Text("target") == stop.Text("target") && cont.Time > stop.Time)?.Time ?? long.MaxValue;
            var written = Events.Any(e => e.Process != stop.Text("target") && e.Name is "claim" or "run_end" && e.Time > stop.Time + (LongEnough / 4) && e.Time < to);
            if (to - stop.Time > LongEnough && !written)
            {
                yield return (stop.Time, to);
            }
        }
    }

    private static IEnumerable<LogEvent> Read(string file)
    {
        var lines = File.ReadAllLines(file);
        for (var i = 0; i < lines.Length; i++)
        {
            LogEvent line;
            try
            {
                line = new LogEvent(JsonElement.Parse(lines[i]));
            }
            catch (JsonException) when (i == lines.Length - 1)
            {
                // The process was killed while it wrote.
                yield break;
            }

            yield return line;
        }
    }

    /// <summary>Whoever died by itself is found later; its last line is the better estimate.</summary>
    private long DeathOf(LogEvent kill) => kill.Has("code") ? LastLine.GetValueOrDefault(kill.Text("target")) : kill.Time;

    private IEnumerable<Execution> Pair()
    {
        var open = new Dictionary<(string, string, int, long), LogEvent>();
        foreach (var line in Events.Where(e => e.Name is "exec" or "exec_end"))
        {
            var key = (line.Process, line.Run, line.Step, line.Fence);
            if (line.Name == "exec")
            {
                open[key] = line;
            }
            else if (open.Remove(key, out var begin))
            {
                yield return new Execution(begin, line.Time, Ended: true);
            }
        }

        foreach (var begin in open.Values)
        {
            yield return new Execution(begin, DeadAt.GetValueOrDefault(begin.Process, LastLine[begin.Process]), Ended: false);
        }
    }

    /// <summary>A run that was rolled back has no record; it counts as such only where a later rollback can have met it.</summary>
    private void AddVanished()
    {
        foreach (var run in Submitted.Values.Where(run => IsCreated(run.Run) && !Runs.ContainsKey(run.Run)))
        {
            if (Submitted.Values.Any(other => other.Text("strat") == "rollback" && other.Thread == run.Thread && AnsweredAt(other) > run.Time && other.Run != run.Run
                && MayBeCreated(other.Run)))
            {
                Runs.Add(run.Run, (run.Thread, "rolled_back", null));
            }
        }
    }
}
