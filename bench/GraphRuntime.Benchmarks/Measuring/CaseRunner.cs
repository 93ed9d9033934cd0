using System.Diagnostics;
using GraphRuntime.Benchmarks.Baselines;
using GraphRuntime.Benchmarks.Stores;
using GraphRuntime.Benchmarks.Workloads;

namespace GraphRuntime.Benchmarks.Measuring;

/// <summary>Measures one workload: warm-up by time, a calibrated measurement, and the baseline in turn with it.</summary>
internal sealed class CaseRunner(Workload workload, BenchStore store, BenchOptions options)
{
    private int _threads;
    private IReadOnlyList<string> _used = [];

    public async Task<CaseLine> RunAsync()
    {
        using var baseline = options.HasBaseline ? await BaselineFactory.CreateAsync(workload, store, options) : null;
        await WarmUp.RunAsync(() => IterateAsync(baseline));
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

    private async Task IterateAsync(Baseline? baseline)
    {
        await IterateAsync();
        await store.ClearAsync(_used);
        if (baseline is not null)
        {
            await baseline.RunAsync();
            await baseline.ClearAsync();
        }
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
