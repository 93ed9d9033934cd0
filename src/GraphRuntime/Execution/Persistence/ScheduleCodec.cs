using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>The schedule as JSON in the body of a checkpoint. Nodes are stored by name, so that a graph may gain nodes between two runs.</summary>
internal static partial class ScheduleCodec
{
    public static void Write(Utf8JsonWriter json, LoopState loop, List<string>? sealedLogs, long inputChild)
    {
        var (graph, schedule) = (loop.Graph, loop.Schedule);
        json.WriteStartObject();
        json.WriteNumber(StoredFormat.Checkpoint.Version, graph.Schema.Version);
        WriteNodes(json, StoredFormat.Checkpoint.Next, schedule.Next, graph);
        WriteNodes(json, StoredFormat.Checkpoint.Held, schedule.Held, graph);
        WriteNodes(json, StoredFormat.Checkpoint.Older, schedule.Older, graph);
        WriteNodes(json, StoredFormat.Checkpoint.Waiting, schedule.Waiting, graph);
        WriteNodes(json, StoredFormat.Checkpoint.Seen, schedule.Seen, graph);
        WriteSends(json, schedule, graph);
        WriteJoins(json, schedule, graph);
        WriteInput(json, loop, inputChild);
        WriteNames(json, StoredFormat.Checkpoint.SealedLogs, sealedLogs);
        if (loop.Sticky is { } sticky && !schedule.IsEmpty)
        {
            WriteNames(json, StoredFormat.Checkpoint.StopsBefore, sticky.Before);
            WriteNames(json, StoredFormat.Checkpoint.StopsAfter, sticky.After);
        }

        if (loop.Namespace.Length > 0)
        {
            // An edit has no call: it belongs to the one whose checkpoint it was made at.
            json.WriteNumber(StoredFormat.Checkpoint.RootCheckpoint, loop.Call is null ? loop.Loaded.RootCheckpointId : loop.Run.RootCheckpointId);
            if ((loop.Call is null ? loop.Loaded.Call : loop.Call.Name) is { } call && call != loop.Namespace)
            {
                json.WriteString(StoredFormat.Checkpoint.Call, call);
            }
        }

        var inherits = InheritedChannels.Any(loop.Channels);
        var suspends = loop.Suspended.Count > 0 || loop.At.MovedFrom.Count > 0;
        if (inherits || suspends || loop.Steered is not null)
        {
            json.WriteNumber(StoredFormat.Checkpoint.Format, FormatOf(loop, suspends));
        }

        if (inherits)
        {
            InheritedChannels.Write(json, loop.Channels);
        }

        loop.Steered?.Write(json);
        SuspendedStep.WriteAll(json, loop.Suspended, loop.At.MovedFrom);

        if (loop.StoresAllWrites || loop.Run.Config.Durability == DurabilityMode.Exit)
        {
            loop.RecordedWrites?.Write(json, loop.Channels.All);
        }

        json.WriteEndObject();
    }

    private static int FormatOf(LoopState loop, bool suspends) => loop.Steered switch
    {
        { OfCalls.IsEmpty: false } => StoredFormat.WithSteeredCalls,
        _ when suspends => StoredFormat.WithSuspended,
        null => StoredFormat.WithInherited,
        _ => StoredFormat.WithSteered,
    };

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

        json.WriteStartArray(StoredFormat.Checkpoint.Sends);
        foreach (var send in schedule.Sends)
        {
            json.WriteStartObject();
            json.WriteString(StoredFormat.Send.Node, send.Node);
            json.WritePropertyName(StoredFormat.Send.Argument);
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

        json.WriteStartArray(StoredFormat.Checkpoint.Joins);
        foreach (var (join, reached) in schedule.Joins)
        {
            json.WriteStartObject();
            json.WriteString(StoredFormat.Join.Target, graph.Nodes[graph.Joins[join].Target].Name);
            WriteNodes(json, StoredFormat.Join.Sources, [.. graph.Joins[join].Sources], graph);
            WriteNodes(json, StoredFormat.Join.Reached, reached, graph);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteInput(Utf8JsonWriter json, LoopState loop, long inputChild)
    {
        if (inputChild > 0)
        {
            json.WriteNumber(StoredFormat.Checkpoint.InputChild, inputChild);
        }
        else if (loop.Schedule.Input is { } input)
        {
            json.WriteStartObject(StoredFormat.Checkpoint.Input);
            new WriteEncoder(json).Encode(input, loop.Channels.All);
            json.WriteEndObject();
        }
    }
}
