using System.Diagnostics;
using System.Runtime;
using GraphRuntime.Benchmarks.Baselines;
using GraphRuntime.Benchmarks.Stores;
using GraphRuntime.Benchmarks.Workloads;

namespace GraphRuntime.Benchmarks.Measuring;

/// <summary>Measures one workload: warm-up by time, a calibrated measurement, and the baseline in turn with it.</summary>
internal sealed class CaseRunner(Workload workload, BenchStore store, BenchOptions options)
{
    private const int MaxRounds = 20;

    private static readonly TimeSpan s_firstWarmUp = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan s_secondWarmUp = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(0.25);

    private int _threads;
    private IReadOnlyList<string> _used = [];

    public async Task<CaseLine> RunAsync()
    {
        using var baseline = options.HasBaseline ? await BaselineFactory.CreateAsync(workload, store, options) : null;
        await WarmUpAsync(baseline);
        GC.Collect();

        var line = new CaseLine(workload.Name, options);
        var before = Calibration.Measure();
        var (own, hand) = await MeasureAsync(line, baseline);
        var after = Calibration.Measure();
        line.SetTimes(own, workload.Supersteps).Set("tasks", workload.Tasks).Set("alloc_bytes_per_unit", await AllocatedAsync() / workload.Units);
        if (workload.Units != workload.Supersteps)
        {
            line.Set("units", workload.Units).Set("us_per_unit", own.Median * 1000 / workload.Units);
        }

        line.Set("us_per_superstep", own.Median * 1000 / workload.Supersteps);
        SetBaseline(line, own, baseline, hand);
        return line.SetMachine(before, after);
    }

    private async Task<(Samples Own, Samples Hand)> MeasureAsync(CaseLine line, Baseline? baseline)
    {
        var (own, hand) = (new Samples(), new Samples());
        var least = workload.IsHeavy ? 3 : 5;
        var start = Stopwatch.GetTimestamp();
        while (own.Count < least || Stopwatch.GetElapsedTime(start).TotalSeconds < options.Seconds)
        {
            await TimeAsync(own, IterateAsync);
            if (own.Count == 1)
            {
                await store.DescribeAsync(line, _used);
            }

            await store.ClearAsync(_used);
            if (baseline is not null)
            {
                await TimeAsync(hand, baseline.RunAsync);
                await baseline.ClearAsync();
            }
        }

        return (own, hand);
    }

    /// <summary>
    /// Runs, rests, and runs again until the compiler has nothing left to do: it recompiles what is hot in rounds of its own, and only when no new
    /// code has come for a while. Without the rests many threads at once were measured in code that still counts for the compiler.
    /// </summary>
    private async Task WarmUpAsync(Baseline? baseline)
    {
        await WarmUpAsync(s_firstWarmUp, baseline);
        var compiled = -1L;
        for (var round = 0; round < MaxRounds && compiled != JitInfo.GetCompiledMethodCount(); round++)
        {
            compiled = JitInfo.GetCompiledMethodCount();
            await Task.Delay(s_rest);
            await WarmUpAsync(s_secondWarmUp, baseline);
        }
    }

    /// <summary>Runs for a time; on a machine that others use as well, until that much processor time was had.</summary>
    private async Task WarmUpAsync(TimeSpan duration, Baseline? baseline)
    {
        var start = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        var longest = 10 * duration;
        TimeSpan elapsed;
        do
        {
            await IterateAsync();
            await store.ClearAsync(_used);
            if (baseline is not null)
            {
                await baseline.RunAsync();
                await baseline.ClearAsync();
            }

            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < duration || (elapsed < longest && Environment.CpuUsage.TotalTime - cpu < duration));
    }

    private Task IterateAsync()
    {
        _used = store.Checkpointer is null ? [] : [.. Enumerable.Range(0, workload.Threads).Select(_ => $"t{_threads++}")];
        return workload.RunAsync(_used, options);
    }

    private async Task<double> AllocatedAsync()
    {
        const int Iterations = 3;
        var total = 0L;
        for (var i = 0; i < Iterations; i++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await IterateAsync();
            total += GC.GetTotalAllocatedBytes(precise: true) - before;
            await store.ClearAsync(_used);
        }

        return total / (double)Iterations;
    }

    private static async Task TimeAsync(Samples samples, Func<Task> body)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        await body();
        samples.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
    }

    /// <summary>What writes to a disk is compared by the mean, because the median hides the moments in which the store tidies up.</summary>
    private void SetBaseline(CaseLine line, Samples own, Baseline? baseline, Samples hand)
    {
        if (baseline is not null)
        {
            line.Set("baseline", baseline.Name).Set("baseline_median_ms", hand.Median).Set("baseline_mean_ms", hand.Mean).Set("baseline_min_ms", hand.Min);
            line.Set("ratio", store.IsOnDisk ? own.Mean / hand.Mean : own.Median / hand.Median);
        }
    }
}
