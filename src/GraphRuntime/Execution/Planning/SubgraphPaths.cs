using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Subgraphs by the nodes that lead to them, separated by slashes.</summary>
internal static class SubgraphPaths
{
    /// <exception cref="ArgumentException">No declared subgraph that keeps checkpoints has this path.</exception>
    public static GraphDefinition Find(GraphDefinition root, string path)
    {
        var graph = root;
        foreach (var name in path.Split(BreakpointPaths.Separator))
        {
            (graph, var mistake) = Step(graph, name);
            if (mistake is not null)
            {
                throw new ArgumentException($"Graph '{root.Name}' has no subgraph '{path}' that takes inputs. {mistake}", nameof(path));
            }
        }

        return graph;
    }

    /// <summary>The subgraph of a node, or what is wrong with the name.</summary>
    public static (GraphDefinition Graph, string? Mistake) Step(GraphDefinition graph, string name) =>
        !graph.TryFind(name, out var index) ? (graph, NoNode(graph, name))
        : graph.Nodes[index].Subgraph is not { } subgraph
            ? (graph, $"Node '{name}' of graph '{graph.Name}' is no subgraph. If it calls one, declare that with NodeOptions.Calls.")
        : subgraph.Options.Persistence == SubgraphPersistence.None
            ? (graph, $"The subgraph of node '{name}' keeps no checkpoints (SubgraphPersistence.None), so a run cannot stop inside it.")
        : (subgraph, null);

    public static string NoNode(GraphDefinition graph, string name) => $"'{name}' is not a node of graph '{graph.Name}'. Its nodes are: {string.Join(", ", graph.NodeNames)}.";
}
