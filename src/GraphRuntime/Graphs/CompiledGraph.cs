using GraphRuntime.Drawing;
using GraphRuntime.Execution;

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

    /// <summary>Draws the graph as Mermaid text, subgraphs expanded; conditional edges are dashed.</summary>
    /// <returns>The text.</returns>
    public string ToMermaid() => GraphDrawing.Mermaid(Definition);

    /// <summary>Draws the graph as Graphviz DOT text, subgraphs expanded; conditional edges are dashed.</summary>
    /// <returns>The text.</returns>
    public string ToDot() => GraphDrawing.Dot(Definition);
}
