using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GraphRuntime.Benchmarks.Measuring;

/// <summary>One case as one line of JSON.</summary>
internal sealed class CaseLine
{
    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject _fields = [];

    public CaseLine(string name, BenchOptions options)
    {
        _fields["peer"] = "graphruntime";
        _fields["name"] = name;
        _fields["saver"] = options.Store;
        _fields["durability"] = options.Store == "none" ? "-" : options.Durability.ToString().ToLowerInvariant();
        _fields["mode"] = options.Streams ? "values" : "invoke";
    }

    public CaseLine Set(string field, double value)
    {
        _fields[field] = Math.Round(value, 6);
        return this;
    }

    public CaseLine Set(string field, string value)
    {
        _fields[field] = value;
        return this;
    }

    public CaseLine Set(string field, JsonNode value)
    {
        _fields[field] = value;
        return this;
    }

    public double Number(string field) => _fields[field]!.GetValue<double>();

    public CaseLine SetTimes(Samples samples, int supersteps)
    {
        Set("iterations", samples.Count).Set("median_ms", samples.Median).Set("p95_ms", samples.P95).Set("min_ms", samples.Min);
        Set("mean_ms", samples.Mean).Set("cpu_mean_ms", samples.CpuMean).Set("supersteps", supersteps);
        Set("supersteps_per_sec", supersteps / samples.Median * 1000).Set("supersteps_per_sec_best", supersteps / samples.Min * 1000);
        return Set("supersteps_per_sec_mean", supersteps / samples.Mean * 1000);
    }

    public CaseLine SetMachine((double Wall, double Cpu) before, (double Wall, double Cpu) after)
    {
        Set("peak_rss_mb", PeakMemory()).Set("load1", Load());
        return Set("calib_wall_ms", Math.Min(before.Wall, after.Wall)).Set("calib_cpu_ms", Math.Min(before.Cpu, after.Cpu));
    }

    public void Write(string? file)
    {
        var line = _fields.ToJsonString(s_options);
        Console.WriteLine(line);
        if (file is not null)
        {
            File.AppendAllText(file, line + "\n");
        }
    }

    private static double PeakMemory()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1048576.0;
    }

    private static double Load() => File.Exists("/proc/loadavg")
        ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture)
        : -1;
}
