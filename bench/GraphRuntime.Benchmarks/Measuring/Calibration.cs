using System.Diagnostics;

namespace GraphRuntime.Benchmarks.Measuring;

/// <summary>A fixed loop that shows how fast the machine is at the moment.</summary>
internal static class Calibration
{
    private static uint s_sink;

    /// <summary>The best of three runs, in milliseconds: wall and processor time.</summary>
    public static (double Wall, double Cpu) Measure()
    {
        var best = (Wall: double.MaxValue, Cpu: double.MaxValue);
        for (var run = 0; run < 3; run++)
        {
            var cpu = Environment.CpuUsage.TotalTime;
            var start = Stopwatch.GetTimestamp();
            Loop();
            best.Wall = Math.Min(best.Wall, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            best.Cpu = Math.Min(best.Cpu, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
        }

        return best;
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveOptimization)]
    private static void Loop()
    {
        var x = 12345u;
        for (var i = 0; i < 30_000_000; i++)
        {
            x = (x * 1664525) + 1013904223;
        }

        s_sink = x;
    }
}
