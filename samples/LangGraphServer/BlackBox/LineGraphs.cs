namespace LangGraphServer.BlackBox;

/// <summary>Graphs whose nodes stand in one line.</summary>
internal static class LineGraphs
{
    private const int StepMs = 200;

    public static void Announced(StateGraph<LogState> graph, int nodes)
    {
        var last = Graph.Start;
        for (var i = 1; i <= nodes; i++)
        {
            graph.AddNode($"n{i}", Steps.AnnouncedStep(StepMs)).AddEdge(last, $"n{i}");
            last = $"n{i}";
        }
    }

    public static void Plain(StateGraph<LogState> graph, int delay, params string[] nodes)
    {
        var last = Graph.Start;
        foreach (var node in nodes)
        {
            graph.AddNode(node, Steps.Step(delay)).AddEdge(last, node);
            last = node;
        }
    }

    /// <summary>The second node fails.</summary>
    public static void Failing(StateGraph<LogState> graph) => graph
        .AddNode("ok", Steps.Step(50))
        .AddNode("boom", async (state, context) =>
        {
            await Steps.SleepAsync(context, 50);
            throw new InvalidOperationException($"boom {state.Tag}");
        })
        .AddEdge(Graph.Start, "ok")
        .AddEdge("ok", "boom");
}
