using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;
using GraphRuntime.Effects;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>What tasks leave in the store, as JSON: results and errors.</summary>
internal static partial class TaskCodec
{
    /// <summary>The results of a superstep, kept with the checkpoint that it led to: they are what history shows.</summary>
    public static void WriteResults(Utf8JsonWriter json, LoopState loop, long checkpointId, bool namesStored)
    {
        json.WriteStartObject();
        json.WriteNumber(StoredFormat.Results.Checkpoint, checkpointId);
        WriteVersion(json, loop);
        json.WriteStartArray(StoredFormat.Results.Tasks);
        var encoder = new WriteEncoder(json) { NamesStoredWrites = namesStored };
        foreach (var task in loop.Tasks)
        {
            json.WriteStartObject();
            json.WriteString(StoredFormat.Result.Task, task.TaskId);
            if (task.Update is not null)
            {
                encoder.Encode(task.Update, loop.Channels.All);
            }

            if (!task.FollowsEdges)
            {
                json.WriteString(StoredFormat.Result.HandledError, task.HandledError!.Message);
            }

            WriteAnswers(json, task);
            WriteRoutes(json, task);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The result of one task, complete enough to take the place of running it.</summary>
    /// <param name="json">Takes the result.</param>
    /// <param name="task">The task.</param>
    /// <param name="editor">The run whose input the result is, or <see langword="null"/> where a node made it.</param>
    public static void WriteResult(Utf8JsonWriter json, GraphTask task, string? editor = null)
    {
        json.WriteStartObject();
        WriteVersion(json, task.Loop);
        if (editor is not null)
        {
            json.WriteString(StoredFormat.Result.Editor, editor);
        }

        if (task.HasNewAnswers)
        {
            json.WriteString(StoredFormat.Result.Answerer, task.RunId);
        }

        if (task.Update is not null)
        {
            new WriteEncoder(json).Encode(task.Update, task.Loop.Channels.All);
        }

        if (!task.FollowsEdges)
        {
            json.WriteString(StoredFormat.Result.HandledError, task.HandledError!.Message);
        }

        WriteAnswers(json, task);
        task.Steered.Write(json, StoredFormat.Result.Steered, StoredFormat.Result.SteeredThread);

        if (task.StoreWrites is { } buffered)
        {
            json.WritePropertyName(StoredFormat.Result.StoreWrites);
            StoreWriteCodec.Write(json, buffered);
        }

        ref readonly var destinations = ref task.Destinations;
        if (destinations.Count > 0)
        {
            json.WriteStartArray(StoredFormat.Result.Destinations);
            for (var i = 0; i < destinations.Count; i++)
            {
                WriteDestination(json, task.Loop.Graph, destinations[i]);
            }

            json.WriteEndArray();
            WriteByCommand(json, task);
        }

        json.WriteEndObject();
    }

    /// <summary>Where the task went. The arguments of its sends are in the body of the checkpoint.</summary>
    private static void WriteRoutes(Utf8JsonWriter json, GraphTask task)
    {
        ref readonly var destinations = ref task.Destinations;
        if (destinations.Count == 0)
        {
            return;
        }

        json.WriteStartArray(StoredFormat.Result.Routes);
        for (var i = 0; i < destinations.Count; i++)
        {
            json.WriteStringValue(destinations[i].Send is { } send ? $"{send.Node}#" : task.Loop.Graph.NodeAt(destinations[i].Node).Name);
        }

        json.WriteEndArray();
        WriteByCommand(json, task);
    }

    private static void WriteByCommand(Utf8JsonWriter json, GraphTask task)
    {
        if (task.CommandDestinations > 0)
        {
            json.WriteNumber(StoredFormat.Result.ByCommand, task.CommandDestinations);
        }
    }

    private static void WriteAnswers(Utf8JsonWriter json, GraphTask task)
    {
        if (task.Answers is { All.Count: > 0 } answers)
        {
            json.WritePropertyName(StoredFormat.Result.Answers);
            QuestionCodec.WriteAnswers(json, answers);
        }
    }

    /// <summary>Results name their version where the checkpoint that they belong to has an older one.</summary>
    private static void WriteVersion(Utf8JsonWriter json, LoopState loop)
    {
        if (loop.Loaded.Migration is not null)
        {
            json.WriteNumber(StoredFormat.Result.Version, loop.Graph.Schema.Version);
        }
    }

    /// <summary>What ended the task. Where its error handler runs or has failed, that error is kept too: the attempts of the node are used up.</summary>
    public static void WriteError(Utf8JsonWriter json, GraphTask task)
    {
        json.WriteStartObject();
        json.WriteString(StoredFormat.Error.Message, (task.Error ?? task.HandledError!).Message);
        if (task.HandledError is { } handled)
        {
            json.WriteString(StoredFormat.Error.Handled, handled.Message);
        }

        json.WriteEndObject();
    }

    private static void WriteDestination(Utf8JsonWriter json, GraphDefinition graph, Destination destination)
    {
        if (destination.Send is not { } send)
        {
            json.WriteStringValue(graph.Nodes[destination.Node].Name);
            return;
        }

        json.WriteStartObject();
        json.WriteString(StoredFormat.Send.Node, send.Node);
        json.WritePropertyName(StoredFormat.Send.Argument);
        graph.WriteArgument(json, send);
        json.WriteEndObject();
    }
}
