using System.Globalization;

namespace GraphRuntime.Crash.Tests;

/// <summary>How much harm is done. The environment makes the short form of every build a long one.</summary>
internal sealed record CrashPlan
{
    public int Processes { get; init; } = 2;

    public int Cycles { get; init; } = Number("GRAPHRUNTIME_CRASH_CYCLES", 5);

    public int Seed { get; init; } = Number("GRAPHRUNTIME_CRASH_SEED", Random.Shared.Next(1, 1_000_000));

    /// <summary>How many of a hundred cycles freeze a process for longer than its lease, where the others kill.</summary>
    public int FreezePercent { get; init; } = Number("GRAPHRUNTIME_CRASH_FREEZES", 15);

    /// <summary>How many connections a bad network ends at least, where there is one.</summary>
    public int NetworkFaults { get; init; } = Number("GRAPHRUNTIME_CRASH_NETWORK_FAULTS", 40);

    /// <summary>The probability that a piece of data meets a fault of the network.</summary>
    public double NetworkFaultRate { get; init; } = 0.005;

    /// <summary>Whether the processes are left in peace.</summary>
    public bool IsHarmless { get; init; }

    public int Threads { get; init; } = 32;

    public int Steps { get; init; } = 4;

    public int SubmitMs { get; init; } = 25;

    public int NodeMs { get; init; } = 100;

    public int LeaseMs { get; init; } = 2000;

    /// <summary>How many per cent of the submissions kill the process that executes them. A tick of a schedule could be in it as often as is allowed: there is no schedule then.</summary>
    public int Poison { get; init; }

    /// <summary>How many per cent of the enqueued runs are delayed. What such a run finds in front of it is no matter of the order of submission.</summary>
    public int Delayed { get; init; } = 10;

    public string Mix { get; init; } = "enqueue=6,reject=1,interrupt=1,rollback=1";

    /// <summary>How long after a kill a run is taken up at the latest: the lease, and what a machine with other load needs. Long runs on a quiet one set the lease and two seconds.</summary>
    public int RecoveryMs { get; init; } = Number("GRAPHRUNTIME_CRASH_RECOVERY_MS", 10_000);

    private static int Number(string variable, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
