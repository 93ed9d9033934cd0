using BenchmarkDotNet.Attributes;
using GraphRuntime.Benchmarks.Workloads;

namespace GraphRuntime.Benchmarks.Micro;

/// <summary>The loop without a store.</summary>
public class EngineBenchmarks
{
    private const int Steps = 1000;

    private readonly RunConfig _config = new() { RecursionLimit = int.MaxValue / 2 };
    private CompiledGraph<CounterState> _loop = null!;
    private CompiledGraph<CounterState> _amongMany = null!;

    [GlobalSetup]
    public void Setup()
    {
        _loop = LoopWorkload.NewGraph("loop", Steps).Compile();
        var graph = LoopWorkload.NewGraph("plan", Steps);
        for (var i = 0; i < 999; i++)
        {
            graph.AddNode("other_" + i, static s => new CounterState.Update { N = s.N }).AddEdge("other_" + i, Graph.End);
        }

        for (var i = 1; i < 999; i++)
        {
            graph.AddEdge("other_0", "other_" + i);
        }

        graph.AddConditionalEdges(Graph.Start, static s => s.N < 0 ? "other_0" : Graph.End, "other_0", Graph.End);
        _amongMany = graph.Compile();
    }

    [Benchmark(OperationsPerInvoke = Steps)]
    public async Task<int> Superstep() => (await _loop.InvokeAsync(new CounterState.Update { N = 0 }, null, _config)).State.N;

    [Benchmark(OperationsPerInvoke = Steps)]
    public async Task<int> SuperstepRead()
    {
        var last = 0;
        await foreach (var graphEvent in _loop.StreamAsync(new CounterState.Update { N = 0 }, null, _config))
        {
            last = ((ValuesEvent)graphEvent).StateAs<CounterState>().N;
        }

        return last;
    }

    /// <summary>Planning must not cost more in a graph of a thousand nodes.</summary>
    [Benchmark(OperationsPerInvoke = Steps)]
    public async Task<int> SuperstepAmongThousandNodes() => (await _amongMany.InvokeAsync(new CounterState.Update { N = 0 }, null, _config)).State.N;

    [Benchmark]
    public async Task<int> RunOfOneStep() => (await _loop.InvokeAsync(new CounterState.Update { N = Steps - 1 }, null, _config)).State.N;
}
