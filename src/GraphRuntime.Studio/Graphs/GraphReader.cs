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
