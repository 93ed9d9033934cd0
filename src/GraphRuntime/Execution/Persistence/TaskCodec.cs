using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;
using GraphRuntime.Effects;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>What tasks leave in the store, as JSON: results and errors.</summary>
internal static class TaskCodec
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
        if (task.Steered is { } steered)
        {
            SteeredPosition.WriteNumbers(json, StoredFormat.Result.Steered, steered);
        }

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

    public static void ReadResult(GraphTask task, JsonElement stored)
    {
        var graph = task.Loop.Graph;
        task.Update = new StoredUpdate(stored, graph.Schema);
        if (stored.TryGetProperty(StoredFormat.Result.HandledError, out var handled))
        {
            task.HandledError = new InvalidOperationException(handled.GetString());
        }

        task.Answers = ReadAnswers(stored) ?? task.Answers;
        if (stored.TryGetProperty(StoredFormat.Result.StoreWrites, out var buffered))
        {
            task.Record = new AttemptRecord { StoreWrites = [.. StoreWriteCodec.ReadWrites(buffered)] };
        }

        if (stored.TryGetProperty(StoredFormat.Result.Steered, out var steered))
        {
            (task.Record ??= new AttemptRecord()).Steered = [.. steered.EnumerateArray().Select(static number => number.GetInt64())];
        }

        if (stored.TryGetProperty(StoredFormat.Result.Destinations, out var destinations))
        {
            foreach (var destination in destinations.EnumerateArray())
            {
                task.AddDestination(ReadDestination(destination, graph, task.Loop.Address.ThreadId));
            }

            task.CommandDestinations = stored.TryGetProperty(StoredFormat.Result.ByCommand, out var byCommand) ? byCommand.GetInt32() : 0;
        }

        task.State = TaskState.Reused;
    }

    /// <summary>The answers that a task took, or <see langword="null"/> where there are none.</summary>
    public static TaskAnswers? ReadAnswers(JsonElement stored) =>
        stored.TryGetProperty(StoredFormat.Result.Answers, out var answers) ? QuestionCodec.ReadAnswers(answers) : null;

    /// <summary>Makes sure that a stored result has the shape of one. Throws what reading a wrong shape throws.</summary>
    public static JsonElement CheckResult(JsonElement stored)
    {
        foreach (var part in stored.EnumerateObject())
        {
            var isRight = part.Name switch
            {
                StoredFormat.Result.Writes or StoredFormat.Result.Overwrites or StoredFormat.Result.Inherited or StoredFormat.Result.Answers => part.Value.ValueKind == JsonValueKind.Object,
                StoredFormat.Result.Steered => part.Value.ValueKind == JsonValueKind.Array && part.Value.EnumerateArray().All(static number => number.TryGetInt64(out _)),
                StoredFormat.Result.Destinations => part.Value.ValueKind == JsonValueKind.Array && part.Value.EnumerateArray().All(IsDestination),
                StoredFormat.Result.StoredWrites or StoredFormat.Result.Routes => part.Value.ValueKind == JsonValueKind.Array && part.Value.EnumerateArray().All(static name => name.ValueKind == JsonValueKind.String),
                StoredFormat.Result.HandledError or StoredFormat.Result.Task or StoredFormat.Result.Editor or StoredFormat.Result.Answerer => part.Value.ValueKind == JsonValueKind.String,
                _ => true,
            };
            if (!isRight)
            {
                throw new FormatException($"Part '{part.Name}' of a result has the wrong shape.");
            }
        }

        return stored;
    }

    public static bool WasAnsweredBy(JsonElement stored, string runId) => stored.TryGetProperty(StoredFormat.Result.Answerer, out var answerer) && answerer.GetString() == runId;

    public static bool IsEditOf(JsonElement stored, string runId) => stored.TryGetProperty(StoredFormat.Result.Editor, out var editor) && editor.GetString() == runId;

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

    /// <summary>The error whose handler is to run, or <see langword="null"/> where the node is.</summary>
    public static Exception? ReadHandledError(JsonElement stored) => stored.TryGetProperty(StoredFormat.Error.Handled, out var handled) ? new InvalidOperationException(handled.GetString()) : null;

    private static bool IsDestination(JsonElement stored) =>
        stored.ValueKind == JsonValueKind.String || (stored.ValueKind == JsonValueKind.Object && stored.GetProperty(StoredFormat.Send.Node).ValueKind == JsonValueKind.String && stored.TryGetProperty(StoredFormat.Send.Argument, out _));

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

    private static Destination ReadDestination(JsonElement stored, GraphDefinition graph, string threadId)
    {
        if (stored.ValueKind == JsonValueKind.String)
        {
            return new Destination(graph.FindStored(stored.GetString()!, threadId), null);
        }

        var node = stored.GetProperty(StoredFormat.Send.Node).GetString()!;
        return new Destination(graph.FindStored(node, threadId), Send.To(node, stored.GetProperty(StoredFormat.Send.Argument).Clone()));
    }
}
