using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace GraphRuntime.Studio;

/// <summary>Reads what a graph looks like.</summary>
internal static class GraphReader
{
    /// <param name="name">The name that the graph is registered with.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="example">An input for it as JSON text, or <see langword="null"/>.</param>
    public static GraphView Read(string name, CompiledGraph graph, string? example) => new(name, Outline(graph.Outline, ""), graph.StateSchema.ChannelNames, Schema(graph.StateSchema, example));

    /// <summary>The names of the nodes of a graph or subgraph by their paths; empty where there is no such subgraph.</summary>
    /// <param name="outline">The root graph.</param>
    /// <param name="scope">The path of the node that runs the subgraph; empty for the root graph.</param>
    public static IReadOnlyDictionary<string, string> NodesOf(GraphOutline outline, string scope)
    {
        var graph = scope.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate((GraphOutline?)outline, static (around, name) => around?.Nodes.FirstOrDefault(node => node.Name == name)?.Subgraph);
        return (graph?.Nodes ?? []).ToDictionary(node => StatePaths.Join(scope, node.Name), static node => node.Name, StringComparer.Ordinal);
    }

    private static OutlineView Outline(GraphOutline outline, string prefix) => new(
        [.. outline.Nodes.Select(node => new NodeView(node.Name, prefix + node.Name, node.Subgraph is { } subgraph ? Outline(subgraph, $"{prefix}{node.Name}/") : null))],
        [.. outline.Edges.Select(static edge => new EdgeView(edge.From, edge.To, edge.Label, edge.IsConditional))]);

    private static JsonObject Schema(StateSchema schema, string? example)
    {
        var properties = new JsonObject();
        foreach (var channel in schema.ChannelNames)
        {
            properties[channel] = schema.GetJsonTypeInfo(channel).GetJsonSchemaAsNode();
        }

        var whole = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["type"] = "object", ["properties"] = properties };
        if (example is not null)
        {
            whole["examples"] = new JsonArray(JsonNode.Parse(example));
        }

        return whole;
    }
}
