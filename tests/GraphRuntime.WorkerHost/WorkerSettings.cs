using System.Diagnostics;
using System.Globalization;

namespace GraphRuntime.WorkerHost;

/// <summary>What a worker process is told, through its environment.</summary>
public sealed record WorkerSettings(string ConnectionString, string Schema, string Name, TimeSpan Lease)
{
    /// <summary>How many runs a process takes at once.</summary>
    public const int MaxConcurrentRuns = 4;

    private const string Prefix = "GRAPHRUNTIME_WORKER_";

    public static WorkerSettings Read() => new(Get("CONNECTION"), Get("SCHEMA"), Get("NAME"), TimeSpan.Parse(Get("LEASE"), CultureInfo.InvariantCulture));

    public void Write(ProcessStartInfo start)
    {
        start.Environment[Prefix + "CONNECTION"] = ConnectionString;
        start.Environment[Prefix + "SCHEMA"] = Schema;
        start.Environment[Prefix + "NAME"] = Name;
        start.Environment[Prefix + "LEASE"] = Lease.ToString("c", CultureInfo.InvariantCulture);
    }

    private static string Get(string name) =>
        Environment.GetEnvironmentVariable(Prefix + name) ?? throw new InvalidOperationException($"The variable {Prefix + name} is missing.");
}
