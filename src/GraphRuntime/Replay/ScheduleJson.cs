using System.Buffers;
using System.Text.Json;
using GraphRuntime.Execution;
using GraphRuntime.Graphs;
using GraphRuntime.Values;

namespace GraphRuntime.Replay;

/// <summary>What runs next as JSON, in an order that does not depend on what triggered it first.</summary>
internal static class ScheduleJson
{
    public static JsonElement Of(Schedule schedule, GraphDefinition graph)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ValueOptions.Writer))
        {
            json.WriteStartObject();
            WriteNodes(json, "nodes", schedule.Next.Union(schedule.Held), graph);
            WriteNodes(json, "deferred", schedule.Waiting, graph);
            WriteSends(json, schedule, graph);
            WriteJoins(json, schedule, graph);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void WriteNodes(Utf8JsonWriter json, string name, IEnumerable<int> nodes, GraphDefinition graph)
    {
        json.WriteStartArray(name);
        foreach (var node in nodes.Order())
        {
            json.WriteStringValue(graph.NodeAt(node).Name);
        }

        json.WriteEndArray();
    }

    private static void WriteSends(Utf8JsonWriter json, Schedule schedule, GraphDefinition graph)
    {
        json.WriteStartArray("sends");
        foreach (var send in schedule.Sends)
        {
            json.WriteStartObject();
            json.WriteString("node", send.Node);
            json.WritePropertyName("argument");
            graph.WriteArgument(json, send);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The joins that wait, each with the nodes that have reached it.</summary>
    private static void WriteJoins(Utf8JsonWriter json, Schedule schedule, GraphDefinition graph)
    {
        json.WriteStartArray("joins");
        foreach (var (join, reached) in schedule.Joins.OrderBy(static entry => entry.Key))
        {
            json.WriteStartObject();
            json.WriteString("node", graph.Nodes[graph.Joins[join].Target].Name);
            WriteNodes(json, "reached", reached, graph);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
