using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>The graph of an assistant as nodes and edges to draw.</summary>
internal static class AssistantGraph
{
    public static async Task WriteGraphAsync(ApiRequest request)
    {
        var assistant = await request.FindAssistantAsync().ConfigureAwait(false);
        var graph = request.Api.Graphs.Find(assistant.GraphId) ?? throw ApiException.NotFound("graph", assistant.GraphId);
        var depth = request.Query("xray") switch
        {
            null or "false" => 0,
            "true" => int.MaxValue,
            var text => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : throw ApiException.Bad("'xray' is true, false or a depth."),
        };
        var picture = new Picture();
        picture.Add(graph.Outline, "", depth);
        await request.WriteAsync(picture.Write).ConfigureAwait(false);
    }

    /// <summary>Collects nodes and edges. A subgraph that is shown stands in the place of its node: edges lead to its start and leave its end.</summary>
    private sealed class Picture
    {
        private readonly List<(string Id, string Name)> _nodes = [];
        private readonly List<(string From, string To, string? Label, bool IsConditional)> _edges = [];

        public void Add(GraphOutline graph, string prefix, int depth)
        {
            var shown = depth <= 0 ? [] : graph.Nodes.Where(static node => node.Subgraph is not null).ToDictionary(static node => node.Name, static node => node.Subgraph!, StringComparer.Ordinal);
            _nodes.Add((prefix + Graph.Start, Graph.Start));
            foreach (var node in graph.Nodes)
            {
                if (shown.TryGetValue(node.Name, out var subgraph))
                {
                    Add(subgraph, prefix + node.Name + ":", depth - 1);
                }
                else
                {
                    _nodes.Add((prefix + node.Name, node.Name));
                }
            }

            _nodes.Add((prefix + Graph.End, Graph.End));
            foreach (var edge in graph.Edges)
            {
                var from = shown.ContainsKey(edge.From) ? $"{edge.From}:{Graph.End}" : edge.From;
                var to = shown.ContainsKey(edge.To) ? $"{edge.To}:{Graph.Start}" : edge.To;
                _edges.Add((prefix + from, prefix + to, edge.Label, edge.IsConditional));
            }
        }

        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteStartArray("nodes");
            foreach (var (id, name) in _nodes)
            {
                WriteNode(json, id, name);
            }

            json.WriteEndArray();
            json.WriteStartArray("edges");
            foreach (var (from, to, label, isConditional) in _edges)
            {
                json.WriteStartObject();
                json.WriteString("source", from);
                json.WriteString("target", to);
                if (label is not null)
                {
                    json.WriteString("data", label);
                }

                json.WriteBoolean("conditional", isConditional);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        private static void WriteNode(Utf8JsonWriter json, string id, string name)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            if (name is Graph.Start or Graph.End)
            {
                json.WriteString("type", "schema");
                json.WriteString("data", name);
            }
            else
            {
                json.WriteString("type", "runnable");
                json.WriteStartObject("data");
                json.WriteString("name", name);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }
    }
}
