namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>A node that asks once; the run is invoked, then resumed with the answer. A unit is one such pair.</summary>
internal sealed class InterruptResumeWorkload(string name, int pairs) : GraphWorkload<CounterState>(name, 2 * pairs, 2 * pairs, NewGraph(name), static () => new CounterState.Update { N = 0 }, static _ => true)
{
    public override int Units => pairs;

    public override int Threads => pairs;

    public override async Task RunAsync(IReadOnlyList<string> threads, BenchOptions options)
    {
        foreach (var thread in threads)
        {
            var paused = await Compiled.InvokeAsync(new CounterState.Update { N = 1 }, thread, options.RunConfig);
            if (!paused.IsPaused)
            {
                throw Wrong(Name, "it did not pause");
            }

            var done = await Compiled.InvokeAsync(GraphInput.Answer(42), thread, options.RunConfig);
            if (done.State.N != 43)
            {
                throw Wrong(Name, done.State);
            }
        }
    }

    public static StateGraph<CounterState> NewGraph(string name) => StateGraph.Create<CounterState>(name)
        .AddNode("ask", static (s, context) => ValueTask.FromResult<NodeResult<CounterState>>(new CounterState.Update { N = s.N + context.Interrupt<int>("how many?") }))
        .AddEdge(Graph.Start, "ask")
        .AddEdge("ask", Graph.End);
}
