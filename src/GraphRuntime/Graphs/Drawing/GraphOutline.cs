using GraphRuntime.Drawing;
using GraphRuntime.Graphs;

namespace GraphRuntime;

/// <summary>What a graph looks like: its nodes and edges.</summary>
/// <param name="Nodes">The nodes in the order in which their writes are applied, without start and end.</param>
/// <param name="Edges">The edges, from <see cref="Graph.Start"/> and to <see cref="Graph.End"/> included.</param>
public sealed record GraphOutline(IReadOnlyList<GraphOutlineNode> Nodes, IReadOnlyList<GraphOutlineEdge> Edges)
{
    internal static GraphOutline Of(GraphDefinition graph) => new(
        [.. graph.Nodes.Select(static node => new GraphOutlineNode(node.Name, node.Subgraph is { } subgraph ? Of(subgraph) : null))],
        [.. DrawingEdges.Of(graph).Select(static edge => new GraphOutlineEdge(edge.From, edge.To, edge.Label, edge.IsConditional))]);
}
