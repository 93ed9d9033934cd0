namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>A chain of nodes that return nothing.</summary>
internal static class SequentialWorkload
{
    public static Workload Create(string name, int n)
    {
        var graph = StateGraph.Create<ListState>(name);
        var previous = Graph.Start;
        for (var i = 0; i < n; i++)
        {
            graph.AddNode("node_" + i, static (_, _) => ValueTask.FromResult(NodeResult<ListState>.None));
            graph.AddEdge(previous, "node_" + i);
            previous = "node_" + i;
        }

        graph.AddEdge(previous, Graph.End);
        return new GraphWorkload<ListState>(name, n, n, graph, static () => new ListState.Update { Messages = [] }, static s => s.Messages.Count == 0, () => ByHandAsync(n));
    }

    private static async Task ByHandAsync(int n)
    {
        Func<Dictionary<string, object>, ValueTask<Dictionary<string, object>?>> node = static _ => ValueTask.FromResult<Dictionary<string, object>?>(null);
        var state = new Dictionary<string, object> { ["messages"] = new List<string>() };
        for (var i = 0; i < n; i++)
        {
            await node(state);
        }
    }
}
