using System.Diagnostics;
using GraphRuntime.Benchmarks.Measuring;
using GraphRuntime.Benchmarks.Stores;
using GraphRuntime.Benchmarks.Workloads;

namespace GraphRuntime.Benchmarks.Scale;

/// <summary>What happens when there is very much of something. Each case does its work at a tenth of the size first, to show how it grows.</summary>
internal static class ScaleCases
{
    private static readonly Dictionary<string, (int Size, Func<int, BenchStore, BenchOptions, Task> Run)> s_cases = new()
    {
        ["idle_threads_100000"] = (100_000, IdleThreadsAsync),
        ["runs_at_once_10000"] = (10_000, RunsAtOnceAsync),
        ["nodes_10000"] = (10_000, NodesAsync),
        ["sends_100000"] = (100_000, SendsAsync),
    };

    private static readonly Dictionary<string, object> s_kept = [];

    public static IReadOnlyCollection<string> Names => s_cases.Keys;

    public static async Task<CaseLine> RunAsync(string name, BenchStore store, BenchOptions options)
    {
        var (size, run) = s_cases[name];
        await run(size / 100, store, options);
        await run(size / 100, store, options);
        var (small, _, _) = await MeasureAsync(() => run(size / 10, store, options));
        var before = Calibration.Measure();
        var (large, allocated, kept) = await MeasureAsync(() => run(size, store, options));
        var line = new CaseLine(name, options).Set("size", size).Set("wall_ms", large).Set("tenth_wall_ms", small).Set("growth_10x", large / small);
        line.Set("us_per_unit", large * 1000 / size).Set("alloc_bytes_per_unit", allocated / size).Set("kept_bytes_per_unit", kept / size);
        return line.SetMachine(before, Calibration.Measure());
    }

    /// <summary>The fastest of three times, with what it allocated and kept.</summary>
    private static async Task<(double Milliseconds, double Allocated, double Kept)> MeasureAsync(Func<Task> body)
    {
        var best = await MeasureOnceAsync(body);
        for (var i = 0; i < 2; i++)
        {
            var next = await MeasureOnceAsync(body);
            best = next.Milliseconds < best.Milliseconds ? next : best;
        }

        return best;
    }

    private static async Task<(double Milliseconds, double Allocated, double Kept)> MeasureOnceAsync(Func<Task> body)
    {
        s_kept.Clear();
        var live = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        await body();
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return (elapsed, allocated, GC.GetTotalMemory(forceFullCollection: true) - live);
    }

    /// <summary>Threads that ran once and wait for their user.</summary>
    private static async Task IdleThreadsAsync(int size, BenchStore store, BenchOptions options)
    {
        var graph = LoopWorkload.NewGraph("idle", 1).Compile(new CompileOptions { Checkpointer = store.Checkpointer });
        for (var i = 0; i < size; i++)
        {
            await graph.InvokeAsync(new CounterState.Update { N = 0 }, Thread(store, size, i), options.RunConfig);
        }

        s_kept["graph"] = graph;
    }

    /// <summary>Runs that are all under way at the same moment: none can end before all have begun.</summary>
    private static async Task RunsAtOnceAsync(int size, BenchStore store, BenchOptions options)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var graph = StateGraph.Create<CounterState>("at_once")
            .AddNode("wait", async (s, _) =>
            {
                await gate.Task;
                return new CounterState.Update { N = s.N + 1 };
            })
            .AddEdge(Graph.Start, "wait").AddEdge("wait", Graph.End)
            .Compile(new CompileOptions { Checkpointer = store.Checkpointer });
        var runs = new Task<GraphResult<CounterState>>[size];
        for (var i = 0; i < size; i++)
        {
            runs[i] = graph.InvokeAsync(new CounterState.Update { N = 0 }, Thread(store, size, i), options.RunConfig).AsTask();
        }

        gate.SetResult();
        await Task.WhenAll(runs);
    }

    /// <summary>A chain of nodes, compiled and run.</summary>
    private static async Task NodesAsync(int size, BenchStore store, BenchOptions options)
    {
        var workload = SequentialWorkload.Create("nodes", size);
        workload.Compile(store.Checkpointer);
        await workload.RunAsync(store.Checkpointer is null ? [] : [$"nodes{size}-{Guid.NewGuid():n}"], options);
    }

    /// <summary>One superstep of very many tasks.</summary>
    private static async Task SendsAsync(int size, BenchStore store, BenchOptions options)
    {
        var graph = StateGraph.Create<ListState>("sends")
            .AddNode<SubjectArgument>("worker", static (a, _) => ValueTask.FromResult<NodeResult<ListState>>(new ListState.Update { Messages = [a.Subject] }))
            .AddConditionalEdges(Graph.Start, static s => Enumerable.Range(0, s.N).Select(static _ => Send.To("worker", new SubjectArgument("x"))).ToArray(), "worker")
            .AddEdge("worker", Graph.End)
            .Compile(new CompileOptions { Checkpointer = store.Checkpointer });
        var result = await graph.InvokeAsync(new ListState.Update { N = size }, Thread(store, size, 0), options.RunConfig);
        if (result.State.Messages.Count != size)
        {
            throw new InvalidOperationException($"{result.State.Messages.Count} messages instead of {size}.");
        }
    }

    private static GraphThread? Thread(BenchStore store, int size, int i) => store.Checkpointer is null ? null : new GraphThread($"scale{size}-{i}-{Guid.NewGuid():n}");
}
