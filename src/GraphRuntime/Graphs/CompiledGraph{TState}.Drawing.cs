using GraphRuntime.Drawing;

namespace GraphRuntime;

public sealed partial class CompiledGraph<TState>
{
    /// <summary>Draws the graph as Mermaid text, subgraphs expanded; conditional edges are dashed.</summary>
    /// <returns>The text.</returns>
    public string ToMermaid() => GraphDrawing.Mermaid(Definition);

    /// <summary>Draws the graph as Graphviz DOT text, subgraphs expanded; conditional edges are dashed.</summary>
    /// <returns>The text.</returns>
    public string ToDot() => GraphDrawing.Dot(Definition);
}
