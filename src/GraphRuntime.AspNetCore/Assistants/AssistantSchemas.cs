using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace GraphRuntime.AspNetCore;

/// <summary>JSON schemas of the states of an assistant's graph and its subgraphs.</summary>
internal static class AssistantSchemas
{
    public static async Task WriteSchemasAsync(ApiRequest request)
    {
        var assistant = await request.FindAssistantAsync().ConfigureAwait(false);
        var schema = Of(Find(request, assistant).StateSchema);
        await request.WriteAsync(json =>
        {
            json.WriteStartObject();
            json.WriteString("graph_id", assistant.GraphId);
            Members(json, schema);
            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    public static async Task WriteSubgraphsAsync(ApiRequest request, string? ns)
    {
        var assistant = await request.FindAssistantAsync().ConfigureAwait(false);
        var found = new List<string>();
        Collect(Find(request, assistant).Outline, "", request.Flag("recurse") || ns is not null, found);
        await request.WriteAsync(json =>
        {
            json.WriteStartObject();
            foreach (var name in found.Where(name => ns is null || name == ns))
            {
                json.WriteStartObject(name);
                Members(json, new JsonObject { ["type"] = "object" });
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static CompiledGraph Find(ApiRequest request, Assistant assistant) => request.Api.Graphs.Find(assistant.GraphId) ?? throw ApiException.NotFound("graph", assistant.GraphId);

    private static void Collect(GraphOutline graph, string prefix, bool recurses, List<string> found)
    {
        foreach (var node in graph.Nodes.Where(static node => node.Subgraph is not null))
        {
            found.Add(prefix + node.Name);
            if (recurses)
            {
                Collect(node.Subgraph!, $"{prefix}{node.Name}|", recurses, found);
            }
        }
    }

    private static JsonObject Of(StateSchema schema)
    {
        var properties = new JsonObject();
        foreach (var channel in schema.ChannelNames)
        {
            properties[channel] = schema.GetJsonTypeInfo(channel).GetJsonSchemaAsNode();
        }

        return new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["type"] = "object", ["properties"] = properties };
    }

    private static void Members(Utf8JsonWriter json, JsonObject schema)
    {
        foreach (var name in (ReadOnlySpan<string>)["input_schema", "output_schema", "state_schema"])
        {
            json.WritePropertyName(name);
            schema.WriteTo(json);
        }

        // The values of a run's context are not declared by a graph: any object is taken.
        foreach (var name in (ReadOnlySpan<string>)["config_schema", "context_schema"])
        {
            json.WriteStartObject(name);
            json.WriteString("type", "object");
            json.WriteEndObject();
        }
    }
}
