using GraphRuntime.Drawing;
using GraphRuntime.Graphs;

namespace GraphRuntime;

/// <summary>A compiled graph, whatever its state.</summary>
public abstract class CompiledGraph
{
    private protected CompiledGraph(GraphDefinition definition) => Definition = definition;

    /// <summary>The name.</summary>
    public string Name => Definition.Name;

    /// <summary>The names of the nodes, in the order in which their writes are applied.</summary>
    public IReadOnlyList<string> Nodes => Definition.NodeNames;

    /// <summary>The channels of the state.</summary>
    public StateSchema StateSchema => Definition.Schema;

    /// <summary>The nodes and edges, subgraphs included.</summary>
    public GraphOutline Outline => GraphOutline.Of(Definition);

    internal GraphDefinition Definition { get; }

    /// <summary>The channels of the state of a subgraph.</summary>
    /// <param name="path">The names of the nodes that lead to it, joined by slashes; empty for this graph.</param>
    /// <returns>The channels.</returns>
    /// <exception cref="UnknownNodeException">A graph on the way has no such node.</exception>
    /// <exception cref="ArgumentException">A node on the way is no subgraph.</exception>
    public StateSchema FindStateSchema(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Definition.FindSubgraph(path).Schema;
    }

    /// <summary>Draws the graph as Mermaid text, subgraphs expanded; conditional edges are dashed.</summary>
    /// <returns>The text.</returns>
    public string ToMermaid() => GraphDrawing.Mermaid(Definition);

    /// <summary>Draws the graph as Graphviz DOT text, subgraphs expanded; conditional edges are dashed.</summary>
    /// <returns>The text.</returns>
    public string ToDot() => GraphDrawing.Dot(Definition);
}
