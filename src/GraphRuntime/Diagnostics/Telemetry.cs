using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace GraphRuntime.Diagnostics;

/// <summary>
/// The one source of spans and the one meter of the library. Listeners are code of the application and may throw; nothing that they throw gets through here, so that
/// telemetry has no say in what is executed.
/// </summary>
internal static class Telemetry
{
    public const string Name = "GraphRuntime";

    private static readonly Meter s_meter = new(Name);

    private static readonly Counter<long> s_logFailures = s_meter.CreateCounter<long>("graphruntime.log.failures", "{entry}", "Log entries that a log provider did not take.");

    public static ActivitySource Source { get; } = new(Name);

    public static Meter Meter => s_meter;

    public static void LogFailed() => s_logFailures.Count(1);

    /// <summary>Adds to a counter.</summary>
    public static void Count(this Counter<long> counter, long value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        try
        {
            counter.Add(value, tags);
        }
        catch (Exception)
        {
            // A listener failed. The failure cannot be reported anywhere else.
        }
    }

    /// <summary>Records a value.</summary>
    public static void Note<T>(this Histogram<T> histogram, T value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
        where T : struct
    {
        try
        {
            histogram.Record(value, tags);
        }
        catch (Exception)
        {
            // A listener failed. The failure cannot be reported anywhere else.
        }
    }

    public static KeyValuePair<string, object?> Tag(string name, object? value) => new(name, value);
}
