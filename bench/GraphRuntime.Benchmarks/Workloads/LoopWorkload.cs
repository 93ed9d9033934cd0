namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>One node that follows itself.</summary>
internal static class LoopWorkload
{
    public static Workload Create(string name, int n) =>
        new GraphWorkload<CounterState>(name, n, n, NewGraph(name, n), static () => new CounterState.Update { N = 0 }, s => s.N == n, () => ByHandAsync(n));

    public static StateGraph<CounterState> NewGraph(string name, int n) => StateGraph.Create<CounterState>(name)
        .AddNode("loop", static (s, _) => ValueTask.FromResult<NodeResult<CounterState>>(new CounterState.Update { N = s.N + 1 }))
        .AddEdge(Graph.Start, "loop")
        .AddConditionalEdges("loop", s => s.N < n ? "loop" : Graph.End, "loop", Graph.End);

    /// <summary>As most programs would do it: a dictionary for the state, a delegate for the node.</summary>
    private static async Task ByHandAsync(int n)
    {
        Func<Dictionary<string, object>, ValueTask<Dictionary<string, object>>> node = static s => ValueTask.FromResult(new Dictionary<string, object> { ["n"] = (int)s["n"] + 1 });
        var state = new Dictionary<string, object> { ["n"] = 0 };
        while ((int)state["n"] < n)
        {
            foreach (var (name, value) in await node(state))
            {
                state[name] = value;
            }
        }
    }
}
