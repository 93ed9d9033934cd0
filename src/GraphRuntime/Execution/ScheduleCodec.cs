using System.Text.Json;

namespace GraphRuntime.Execution;

/// <summary>The schedule as JSON in the body of a checkpoint. Nodes are stored by name, so that a graph may gain nodes between two runs.</summary>
internal static class ScheduleCodec
{
    /// <summary>The newest format that this version reads. A checkpoint is written in the oldest one that can express it.</summary>
    public const int Format = FormatOfInherited;

    /// <summary>The format of checkpoints whose values begin with those of the graph above.</summary>
    private const int FormatOfInherited = 2;

    public static void Write(Utf8JsonWriter json, LoopState loop, List<string>? sealedLogs, long inputChild)
    {
        var (graph, schedule) = (loop.Graph, loop.Schedule);
        json.WriteStartObject();
        json.WriteNumber("v", graph.Schema.Version);
        WriteNodes(json, "n", schedule.Next, graph);
        WriteNodes(json, "h", schedule.Held, graph);
        WriteNodes(json, "o", schedule.Older, graph);
        WriteNodes(json, "w", schedule.Waiting, graph);
        WriteNodes(json, "l", schedule.Seen, graph);
        WriteSends(json, schedule, graph);
        WriteJoins(json, schedule, graph);
        WriteInput(json, loop, inputChild);
        WriteNames(json, "z", sealedLogs);
        if (loop.Sticky is { } sticky && !schedule.IsEmpty)
        {
            WriteNames(json, "bb", sticky.Before);
            WriteNames(json, "ba", sticky.After);
        }

        if (loop.Namespace.Length > 0)
        {
            // An edit has no call: it belongs to the one whose checkpoint it was made at.
            json.WriteNumber("p", loop.Call is null ? loop.OwnRootCheckpointId : loop.Run.RootCheckpointId);
            if ((loop.Call is null ? loop.StoredCall : loop.Call.Name) is { } call && call != loop.Namespace)
            {
                json.WriteString("cn", call);
            }
        }

        if (InheritedChannels.Any(loop.Channels))
        {
            json.WriteNumber("f", FormatOfInherited);
            InheritedChannels.Write(json, loop.Channels);
        }

        if (loop.Run.Config.Durability == DurabilityMode.Exit)
        {
            loop.RecordedWrites?.Write(json, loop.Channels.All);
        }

        json.WriteEndObject();
    }

    /// <summary>The format of the body; later ones name theirs, the first one does not.</summary>
    public static int ReadFormat(JsonElement body) => body.TryGetProperty("f", out var format) ? format.GetInt32() : 1;

    public static int ReadVersion(JsonElement body) => body.TryGetProperty("v", out var version) ? version.GetInt32() : 1;

    /// <summary>The checkpoint of the root graph that a subgraph's checkpoint belongs to, or 0.</summary>
    public static long ReadRootCheckpoint(JsonElement body) => body.TryGetProperty("p", out var root) ? root.GetInt64() : 0;

    /// <summary>The call of a memory that made the checkpoint, or <see langword="null"/> where the namespace names the call.</summary>
    public static string? ReadCall(JsonElement body) => body.TryGetProperty("cn", out var call) ? call.GetString() : null;

    /// <summary>The checkpoint that holds the input which this one waits to apply, or 0.</summary>
    public static long ReadInputChild(JsonElement body) => body.TryGetProperty("c", out var child) ? child.GetInt64() : 0;

    /// <summary>The breakpoint lists that stay with the thread, or <see langword="null"/>.</summary>
    public static StickyBreakpoints? ReadSticky(JsonElement body) => body.TryGetProperty("bb", out _) || body.TryGetProperty("ba", out _)
        ? new StickyBreakpoints([.. Strings(body, "bb")], [.. Strings(body, "ba")])
        : null;

    public static IEnumerable<string> ReadSealedLogs(JsonElement body) => Strings(body, "z");

    public static Schedule Read(JsonElement body, GraphDefinition graph, StateMigration? migration = null)
    {
        var schedule = new Schedule();
        ReadNodes(body, "n", schedule.Next, schedule, graph);
        ReadNodes(body, "h", schedule.Held, schedule, graph);
        ReadNodes(body, "o", schedule.Older, schedule, graph);
        ReadNodes(body, "w", schedule.Waiting, schedule, graph);
        foreach (var name in Strings(body, "l"))
        {
            if (name == Graph.Start || graph.TryFind(name, out _))
            {
                schedule.Seen.Add(graph.TryFind(name, out var index) ? index : GraphNode.StartIndex);
            }
        }

        ReadSends(body, schedule, graph, migration);
        ReadJoins(body, schedule, graph);
        if (body.TryGetProperty("i", out var input))
        {
            schedule.Input = new StoredUpdate(migration?.Result(input) ?? input.Clone(), graph.Schema);
        }

        return schedule;
    }

    private static void WriteNodes(Utf8JsonWriter json, string name, List<int> nodes, GraphDefinition graph)
    {
        if (nodes.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var node in nodes)
        {
            json.WriteStringValue(graph.NodeAt(node).Name);
        }

        json.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IReadOnlyList<string>? values)
    {
        if (values is null || values.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void WriteSends(Utf8JsonWriter json, Schedule schedule, GraphDefinition graph)
    {
        if (schedule.Sends.Count == 0)
        {
            return;
        }

        json.WriteStartArray("s");
        foreach (var send in schedule.Sends)
        {
            json.WriteStartObject();
            json.WriteString("n", send.Node);
            json.WritePropertyName("a");
            graph.WriteArgument(json, send);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteJoins(Utf8JsonWriter json, Schedule schedule, GraphDefinition graph)
    {
        if (schedule.Joins.Count == 0)
        {
            return;
        }

        json.WriteStartArray("j");
        foreach (var (join, reached) in schedule.Joins)
        {
            json.WriteStartObject();
            json.WriteString("t", graph.Nodes[graph.Joins[join].Target].Name);
            WriteNodes(json, "s", [.. graph.Joins[join].Sources], graph);
            WriteNodes(json, "r", reached, graph);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteInput(Utf8JsonWriter json, LoopState loop, long inputChild)
    {
        if (inputChild > 0)
        {
            json.WriteNumber("c", inputChild);
        }
        else if (loop.Schedule.Input is { } input)
        {
            json.WriteStartObject("i");
            new Checkpointing.WriteEncoder(json).Encode(input, loop.Channels.All);
            json.WriteEndObject();
        }
    }

    private static void ReadNodes(JsonElement body, string property, List<int> nodes, Schedule schedule, GraphDefinition graph)
    {
        foreach (var name in Strings(body, property))
        {
            if (graph.TryFind(name, out var index))
            {
                nodes.Add(index);
            }
            else
            {
                schedule.Missing ??= name;
            }
        }
    }

    private static void ReadSends(JsonElement body, Schedule schedule, GraphDefinition graph, StateMigration? migration)
    {
        if (!body.TryGetProperty("s", out var sends))
        {
            return;
        }

        foreach (var send in sends.EnumerateArray())
        {
            var node = send.GetProperty("n").GetString()!;
            if (graph.TryFind(node, out _))
            {
                var argument = send.GetProperty("a");
                schedule.AddSend(Send.To(node, migration?.Argument(node, argument) ?? argument.Clone()));
            }
            else
            {
                schedule.Missing ??= node;
            }
        }
    }

    private static void ReadJoins(JsonElement body, Schedule schedule, GraphDefinition graph)
    {
        if (!body.TryGetProperty("j", out var joins))
        {
            return;
        }

        foreach (var stored in joins.EnumerateArray())
        {
            var target = stored.GetProperty("t").GetString();
            var sources = Strings(stored, "s").ToHashSet(StringComparer.Ordinal);
            var index = Array.FindIndex(graph.Joins, j =>
                graph.Nodes[j.Target].Name == target && sources.SetEquals(j.Sources.Select(s => graph.Nodes[s].Name)));
            if (index >= 0)
            {
                var reached = schedule.Joins[index] = [];
                ReadNodes(stored, "r", reached, schedule, graph);
            }
        }
    }

    private static IEnumerable<string> Strings(JsonElement body, string property)
    {
        if (!body.TryGetProperty(property, out var list))
        {
            yield break;
        }

        foreach (var item in list.EnumerateArray())
        {
            yield return item.GetString()!;
        }
    }
}
