using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace GraphRuntime.Crash.Tests;

/// <summary>Starts hosts over one store, kills and freezes them at random moments, starts others, and lets the last one finish the work.</summary>
/// <param name="plan">How much harm is done.</param>
/// <param name="database">How the store is reached.</param>
/// <param name="folder">Where the logs go.</param>
/// <param name="network">A bad network between the workers and the store; <see langword="null"/> for none.</param>
internal sealed class CrashHarness(CrashPlan plan, string[] database, string folder, CrashNetwork? network = null) : IDisposable
{
    private readonly Random _random = new(plan.Seed);
    private readonly List<HostProcess> _hosts = [];
    private readonly StreamWriter _log = new(Path.Combine(folder, "harness.jsonl"));
    private int _started;

    /// <summary>Does everything, and leaves the logs in the folder.</summary>
    public async Task RunAsync()
    {
        await ToEndAsync("init", []);
        for (var i = 0; i < plan.Processes; i++)
        {
            _hosts.Add(StartWorker(i));
        }

        for (var cycle = 0; cycle < plan.Cycles || network?.Ended < plan.NetworkFaults; cycle++)
        {
#pragma warning disable RS0030 // Other processes work meanwhile; when they are harmed is a matter of chance.
            await Task.Delay(_random.Next(300, 1800));
#pragma warning restore RS0030
            ReplaceDead();
            if (network is not null)
            {
                await PartitionAsync(network);
            }
            else if (!plan.IsHarmless)
            {
                await HarmAsync();
            }
        }

        await DrainAsync();
        await SettleAsync();
        await ToEndAsync("dump", []);
        await _log.FlushAsync();
    }

    public void Dispose()
    {
        _hosts.ForEach(host => host.Dispose());
        _log.Dispose();
    }

    private async Task HarmAsync()
    {
        var victim = _random.Next(_hosts.Count);
        if (_random.Next(100) < plan.FreezePercent)
        {
            await FreezeAsync(_hosts[victim]);
            return;
        }

        var all = _random.Next(5) == 0;
        for (var i = 0; i < _hosts.Count; i++)
        {
            if (all || i == victim)
            {
                await _hosts[i].KillAsync();
                Note("kill", _hosts[i].Id);
                Replace(i);
            }
        }
    }

    private async Task FreezeAsync(HostProcess host)
    {
        Note("stop", host.Id);
        await host.SignalAsync("STOP");
#pragma warning disable RS0030 // The lease of a frozen process ends in real time.
        await Task.Delay((int)(plan.LeaseMs * (1.2 + (_random.NextDouble() * 1.8))));
#pragma warning restore RS0030
        await host.SignalAsync("CONT");
        Note("cont", host.Id);
    }

    /// <summary>One process reaches nothing for a while, shorter or longer than its lease.</summary>
    private async Task PartitionAsync(CrashNetwork between)
    {
        var process = _random.Next(_hosts.Count);
        between.Partition(process, isCut: true);
#pragma warning disable RS0030 // The lease of a process that is cut off ends in real time.
        await Task.Delay((int)(plan.LeaseMs * _random.NextDouble() * 1.5));
#pragma warning restore RS0030
        between.Partition(process, isCut: false);
    }

    private void ReplaceDead()
    {
        for (var i = 0; i < _hosts.Count; i++)
        {
            if (_hosts[i].HasExited)
            {
                Note("kill", _hosts[i].Id, _hosts[i].ExitCode);
                Replace(i);
            }
        }
    }

    private void Replace(int index)
    {
        _hosts[index].Dispose();
        _hosts[index] = StartWorker(index);
    }

    private HostProcess StartWorker(int index)
    {
        var id = $"w{++_started}";
        Note("start", id);
        return Start("work", id, network?.Database(index) ?? database,
        [
            "--seed", Text(_random.Next()), "--threads", Text(plan.Threads), "--submit-ms", Text(plan.SubmitMs), "--node-ms", Text(plan.NodeMs), "--mix", plan.Mix,
            "--delayed", Text(plan.Delayed), "--schedule", plan.Poison > 0 ? "0" : "1",
        ]);
    }

    private async Task DrainAsync()
    {
        foreach (var host in _hosts)
        {
            await host.SignalAsync("TERM");
        }

        foreach (var host in _hosts)
        {
            var code = await host.ExitAsync(TimeSpan.FromSeconds(60));
            if (code != 0)
            {
                // The signal may meet a process that is not far enough to handle it.
                Note("kill", host.Id, code);
            }
        }
    }

    /// <summary>Poisonous runs may take the process down that finishes the work, but not for ever.</summary>
    private async Task SettleAsync()
    {
        for (var i = 0; i < 40; i++)
        {
            using var host = Start("settle", $"settle{i}", database, ["--timeout-s", "120", "--node-ms", "1"]);
            var code = await host.ExitAsync(TimeSpan.FromSeconds(180));
            if (code is 0 or 1)
            {
                code.Should().Be(0, "everything ends");
                return;
            }

            Note("kill", host.Id, code);
        }

        throw new InvalidOperationException("The processes that should finish the work were killed again and again.");
    }

    private async Task ToEndAsync(string verb, string[] arguments)
    {
        using var host = Start(verb, verb, database, arguments);
        (await host.ExitAsync(TimeSpan.FromSeconds(120))).Should().Be(0, await host.ErrorsAsync());
    }

    private HostProcess Start(string verb, string id, string[] reach, string[] arguments) => HostProcess.Start(id,
    [
        verb, .. reach, "--log", Path.Combine(folder, id + ".jsonl"), "--id", id, "--steps", Text(plan.Steps), "--lease-ms", Text(plan.LeaseMs),
        "--poison", Text(plan.Poison), .. arguments,
    ]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Note(string name, string target, int? code = null)
    {
        var fields = new Dictionary<string, object> { ["v"] = 1, ["t"] = Stopwatch.GetTimestamp(), ["p"] = "harness", ["ev"] = name, ["target"] = target };
        if (code is { } value)
        {
            fields["code"] = value;
        }

        _log.WriteLine(JsonSerializer.Serialize(fields));
    }
}
