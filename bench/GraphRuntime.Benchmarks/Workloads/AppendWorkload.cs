namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>A list that grows by one text a superstep. Append channels always store what was added, so there is no second kind for "delta".</summary>
internal static class AppendWorkload
{
    public static Workload Create(string name, int n)
    {
        var graph = StateGraph.Create<ListState>(name)
            .AddNode("append", static (s, _) => ValueTask.FromResult<NodeResult<ListState>>(new ListState.Update { N = s.N + 1, Messages = [Deterministic.Message(s.N)] }))
            .AddEdge(Graph.Start, "append")
            .AddConditionalEdges("append", s => s.N < n ? "append" : Graph.End, "append", Graph.End);
        return new GraphWorkload<ListState>(name, n, n, graph, static () => new ListState.Update { N = 0 }, s => s.Messages.Count == n, () => ByHandAsync(n));
    }

    private static async Task ByHandAsync(int n)
    {
        Func<int, ValueTask<(int, string)>> node = static i => ValueTask.FromResult((i + 1, Deterministic.Message(i)));
        var messages = new List<string>();
        for (var i = 0; i < n;)
        {
            (i, var message) = await node(i);
            messages.Add(message);
        }
    }
}
