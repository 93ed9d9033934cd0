using GraphRuntime.Graphs;

namespace GraphRuntime.Drawing;

/// <summary>The edges of a graph in the order in which they are drawn.</summary>
internal static class DrawingEdges
{
    public static IEnumerable<(string From, string To, string? Label, bool IsConditional)> Of(GraphDefinition graph)
    {
        foreach (var node in graph.Nodes.Prepend(graph.Start))
        {
            foreach (var target in node.Targets)
            {
                yield return (node.Name, graph.Nodes[target].Name, null, false);
            }

            foreach (var branch in node.Branches)
            {
                foreach (var edge in OfBranch(graph, node, branch))
                {
                    yield return edge;
                }
            }

            foreach (var destination in node.Options.Destinations ?? [])
            {
                yield return (node.Name, destination, null, true);
            }

            if (node != graph.Start && node.Options.Destinations is null && node.Targets.Length == 0 && node.Branches.Length == 0 && node.Joins.Length == 0)
            {
                yield return (node.Name, Graph.End, null, false);
            }
        }

        foreach (var join in graph.Joins)
        {
            foreach (var source in join.Sources)
            {
                yield return (graph.Nodes[source].Name, graph.Nodes[join.Target].Name, "all", false);
            }
        }
    }

    private static IEnumerable<(string From, string To, string? Label, bool IsConditional)> OfBranch(GraphDefinition graph, GraphNode node, GraphBranch branch)
    {
        if (branch.Map is null)
        {
            foreach (var target in graph.Nodes)
            {
                yield return (node.Name, target.Name, null, true);
            }

            yield return (node.Name, Graph.End, null, true);
            yield break;
        }

        foreach (var (choice, target) in branch.Map)
        {
            var name = target == GraphNode.EndIndex ? Graph.End : graph.Nodes[target].Name;
            yield return (node.Name, name, choice == name ? null : choice, true);
        }
    }
}
