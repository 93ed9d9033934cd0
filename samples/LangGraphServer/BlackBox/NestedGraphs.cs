namespace LangGraphServer.BlackBox;

/// <summary>A graph in a graph.</summary>
internal static class NestedGraphs
{
    public static void Build(StateGraph<OuterState> graph)
    {
        var inner = StateGraph.Create<LogState>("inner");
        LineGraphs.Plain(inner, 50, "c1", "c2");
        graph.AddNode("p1", (state, _) => new OuterState.Update { Log = [.. state.Log, $"{state.Tag}:p1"] })
            .AddSubgraph<LogState>(
                "sub",
                inner.Compile(),
                state => new LogState.Update { Tag = state.Tag, Log = state.Log },
                child => new OuterState.Update { Tag = child.Tag, Log = child.Log })
            .AddEdge(Graph.Start, "p1")
            .AddEdge("p1", "sub");
    }
}
