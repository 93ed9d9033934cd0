using System.Diagnostics;
using GraphRuntime.Benchmarks.Measuring;
using GraphRuntime.Benchmarks.Stores;

namespace GraphRuntime.Benchmarks.Coordinator;

/// <summary>What the coordinator adds to a run of one node: the way to its start and its result, queues, and threads that are idle.</summary>
internal static class CoordinatorCases
{
    private const int Threads = 1000;

    public static IReadOnlyList<string> Names { get; } = ["create_to_start", "queue_1000x10", "idle_known_threads"];

    public static Task<CaseLine> RunAsync(string name, BenchStore store, BenchOptions options) => name switch
    {
        "create_to_start" => CreateToStartAsync(store, options),
        "queue_1000x10" => QueueAsync(store, options),
        _ => IdleAsync(store, options),
    };

    private static RunOptions New(BenchOptions options, MultitaskStrategy strategy = MultitaskStrategy.Enqueue) =>
        new() { CreateThread = true, MultitaskStrategy = strategy, Config = options.RunConfig };

    /// <summary>Ten thousand runs over a thousand threads, one after the other: until the node starts, and until the result is there.</summary>
    private static async Task<CaseLine> CreateToStartAsync(BenchStore store, BenchOptions options)
    {
        var startedAt = 0L;
        await using var host = await CoordinatorHost.StartAsync(store, () => Volatile.Write(ref startedAt, Stopwatch.GetTimestamp()));
        var runOptions = New(options);
        var (starts, results, creations) = (new Samples(), new Samples(), new Samples());
        var warmedUp = 0;
        await WarmUp.RunAsync(async () => await (await host.CreateAsync($"warm{warmedUp++ % Threads}", runOptions)).WaitAsync());
        var before = Calibration.Measure();
        var commits = await store.CountCommitsAsync();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < 10 * Threads; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            var handle = await host.CreateAsync($"t{i % Threads}", runOptions);
            creations.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds, 0);
            var run = await handle.WaitAsync();
            results.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds, 0);
            starts.Add(Stopwatch.GetElapsedTime(begun, Volatile.Read(ref startedAt)).TotalMilliseconds, 0);
            Expect(run);
        }

        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var line = new CaseLine("create_to_start", options).SetTimes(results, 1);
        line.Set("start_median_us", starts.Median * 1000).Set("start_p95_us", starts.P95 * 1000).Set("start_min_us", starts.Min * 1000);
        line.Set("created_median_us", creations.Median * 1000).Set("result_median_us", results.Median * 1000);
        line.Set("alloc_bytes_per_unit", allocated / (10.0 * Threads));
        if (commits is not null && await store.CountCommitsAsync() is { } after)
        {
            line.Set("transactions_per_run", (after - commits.Value) / (10.0 * Threads));
        }

        return line.SetMachine(before, Calibration.Measure());
    }

    /// <summary>A thousand threads with ten queued runs each, until the last one has ended.</summary>
    private static async Task<CaseLine> QueueAsync(BenchStore store, BenchOptions options)
    {
        await using var host = await CoordinatorHost.StartAsync(store);
        await SubmitAsync(host, "warm", Threads / 10, New(options));
        var before = Calibration.Measure();
        var samples = new Samples();
        for (var i = 0; i < 3; i++)
        {
            var cpu = Environment.CpuUsage.TotalTime;
            var begun = Stopwatch.GetTimestamp();
            await SubmitAsync(host, $"q{i}-", Threads, New(options));
            samples.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
        }

        var line = new CaseLine("queue_1000x10", options).SetTimes(samples, 10 * Threads);
        return line.Set("runs_per_sec", 10 * Threads / samples.Median * 1000).SetMachine(before, Calibration.Measure());
    }

    private static async Task SubmitAsync(CoordinatorHost host, string prefix, int threads, RunOptions options)
    {
        var handles = new List<RunHandle>(10 * threads);
        for (var i = 0; i < 10; i++)
        {
            for (var t = 0; t < threads; t++)
            {
                handles.Add(await host.CreateAsync($"{prefix}{t}", options));
            }
        }

        foreach (var handle in handles)
        {
            Expect(await handle.WaitAsync());
        }
    }

    /// <summary>What the process keeps for a thread whose only run has ended; the growth between many threads and twice as many.</summary>
    private static async Task<CaseLine> IdleAsync(BenchStore store, BenchOptions options)
    {
        const int Size = 10_000;
        await using var host = await CoordinatorHost.StartAsync(store);
        var before = Calibration.Measure();
        await RunOnceAsync(host, "first", Size, New(options));
        var kept = GC.GetTotalMemory(forceFullCollection: true);
        var begun = Stopwatch.GetTimestamp();
        await RunOnceAsync(host, "second", Size, New(options));
        var elapsed = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        var line = new CaseLine("idle_known_threads", options).Set("threads", Size).Set("wall_ms", elapsed);
        line.Set("kept_bytes_per_unit", (GC.GetTotalMemory(forceFullCollection: true) - kept) / (double)Size);
        return line.SetMachine(before, Calibration.Measure());
    }

    private static async Task RunOnceAsync(CoordinatorHost host, string prefix, int size, RunOptions options)
    {
        const int AtOnce = 100;
        for (var i = 0; i < size; i += AtOnce)
        {
            var handles = new RunHandle[AtOnce];
            for (var k = 0; k < AtOnce; k++)
            {
                handles[k] = await host.CreateAsync($"{prefix}{i + k}", options);
            }

            foreach (var handle in handles)
            {
                Expect(await handle.WaitAsync());
            }
        }
    }

    private static void Expect(RunInfo run)
    {
        if (run.Status != RunStatus.Success)
        {
            throw new InvalidOperationException($"Run '{run.RunId}' ended as {run.Status}.");
        }
    }
}
