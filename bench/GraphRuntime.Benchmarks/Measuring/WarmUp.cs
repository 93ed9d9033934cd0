using System.Diagnostics;
using System.Runtime;

namespace GraphRuntime.Benchmarks.Measuring;

/// <summary>
/// Runs, rests, and runs again until the compiler has nothing left to do: it recompiles what is hot in rounds of its own, and only when no new code has come
/// for a while. Without the rests many threads at once were measured in code that still counts for the compiler.
/// </summary>
internal static class WarmUp
{
    private const int MaxRounds = 20;

    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan s_next = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(0.25);

    public static async Task RunAsync(Func<Task> iterate)
    {
        await RunAsync(s_first, iterate);
        var compiled = -1L;
        for (var round = 0; round < MaxRounds && compiled != JitInfo.GetCompiledMethodCount(); round++)
        {
            compiled = JitInfo.GetCompiledMethodCount();
            await Task.Delay(s_rest);
            await RunAsync(s_next, iterate);
        }
    }

    /// <summary>Runs for a time; on a machine that others use as well, until that much processor time was had.</summary>
    private static async Task RunAsync(TimeSpan duration, Func<Task> iterate)
    {
        var start = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        var longest = 10 * duration;
        TimeSpan elapsed;
        do
        {
            await iterate();
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < duration || (elapsed < longest && Environment.CpuUsage.TotalTime - cpu < duration));
    }
}
