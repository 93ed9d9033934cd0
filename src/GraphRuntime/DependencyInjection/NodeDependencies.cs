using GraphRuntime.Graphs;

namespace GraphRuntime;

/// <summary>Finds node classes that could not be made, when their graph is compiled and not when the first run comes by.</summary>
internal static class NodeDependencies
{
    /// <exception cref="GraphBuildException">Lists every node with what it lacks.</exception>
    public static void Check(GraphDefinition graph, IServiceProvider? services)
    {
        if (services is null)
        {
            return;
        }

        var problems = Problems(graph, services).ToArray();
        if (problems.Length > 0)
        {
            throw new GraphBuildException(graph.Name, problems);
        }
    }

    private static IEnumerable<string> Problems(GraphDefinition graph, IServiceProvider services)
    {
        foreach (var node in graph.Nodes)
        {
            var missing = node.Body.Missing(services);
            if (missing.Count > 0)
            {
                yield return $"The class of node '{node.Name}' of graph '{graph.Name}' needs {string.Join(" and ", missing)}, which is not registered. Register it, or give the parameter of the constructor a default.";
            }

            foreach (var problem in node.Body is ISubgraphBody inner ? Problems(inner.Subgraph, services) : [])
            {
                yield return problem;
            }
        }
    }
}
