using System.Globalization;
using System.Text;
using GraphRuntime.Graphs;

namespace GraphRuntime.Drawing;

/// <summary>The nodes and edges of a graph as lines to draw; subgraphs are expanded in place.</summary>
internal static class GraphDrawing
{
    /// <summary>A graph in the language of Mermaid.</summary>
    public static string Mermaid(GraphDefinition graph)
    {
        var text = new StringBuilder("flowchart TD\n");
        var ids = new DrawingIds();
        AppendMermaid(text, graph, ids, "", 1);
        return text.ToString();
    }

    /// <summary>A graph in the language of Graphviz.</summary>
    public static string Dot(GraphDefinition graph)
    {
        var text = new StringBuilder("digraph {\n");
        var ids = new DrawingIds();
        AppendDot(text, graph, ids, "", 1);
        return text.Append("}\n").ToString();
    }

    private static void AppendMermaid(StringBuilder text, GraphDefinition graph, DrawingIds ids, string path, int depth)
    {
        var indent = new string(' ', depth * 2);
        Line(text, indent, $"{ids.Of(path, Graph.Start)}([start])");
        foreach (var node in graph.Nodes)
        {
            if (node.Subgraph is { } subgraph)
            {
                Line(text, indent, $"subgraph {ids.Of(path, node.Name)}[\"{Quote(node.Name)}\"]");
                AppendMermaid(text, subgraph, ids, path + node.Name + "/", depth + 1);
                Line(text, indent, "end");
            }
            else
            {
                Line(text, indent, $"{ids.Of(path, node.Name)}[\"{Quote(node.Name)}\"]");
            }
        }

        Line(text, indent, $"{ids.Of(path, Graph.End)}([end])");
        foreach (var edge in DrawingEdges.Of(graph))
        {
            var label = edge.Label is null ? "" : $"|\"{Quote(edge.Label)}\"|";
            Line(text, indent, $"{ids.Of(path, edge.From)} {(edge.IsConditional ? "-.->" : "-->")}{label} {ids.Of(path, edge.To)}");
        }
    }

    private static void AppendDot(StringBuilder text, GraphDefinition graph, DrawingIds ids, string path, int depth)
    {
        var indent = new string(' ', depth * 2);
        Line(text, indent, $"{ids.Of(path, Graph.Start)} [label=\"start\", shape=oval];");
        foreach (var node in graph.Nodes)
        {
            Line(text, indent, $"{ids.Of(path, node.Name)} [label=\"{Escape(node.Name)}\", shape=box];");
            if (node.Subgraph is { } subgraph)
            {
                Line(text, indent, $"subgraph cluster_{ids.Of(path, node.Name)} {{");
                Line(text, indent, $"  label=\"{Escape(node.Name)}\";");
                AppendDot(text, subgraph, ids, path + node.Name + "/", depth + 1);
                Line(text, indent, "}");
            }
        }

        Line(text, indent, $"{ids.Of(path, Graph.End)} [label=\"end\", shape=oval];");
        foreach (var edge in DrawingEdges.Of(graph))
        {
            var label = edge.Label is null ? "" : $"label=\"{Escape(edge.Label)}\", ";
            Line(text, indent, $"{ids.Of(path, edge.From)} -> {ids.Of(path, edge.To)} [{label}style={(edge.IsConditional ? "dashed" : "solid")}];");
        }
    }

    private static void Line(StringBuilder text, string indent, string line) => text.Append(indent).Append(CultureInfo.InvariantCulture, $"{line}\n");

    private static string Escape(string name) => name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    /// <summary>Mermaid has no backslash escapes: a character that would end a label is written as an entity.</summary>
    private static string Quote(string name) => name.Replace("#", "#35;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal);
}
