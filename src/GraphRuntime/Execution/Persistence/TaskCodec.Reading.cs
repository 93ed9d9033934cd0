using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;
using GraphRuntime.Effects;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <content>What reads results and errors of tasks.</content>
internal static partial class TaskCodec
{
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

        if (SteeredNumbers.Read(stored, StoredFormat.Result.Steered, StoredFormat.Result.SteeredThread) is { IsEmpty: false } steered)
        {
            (task.Record ??= new AttemptRecord()).Steered = steered;
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
                StoredFormat.Result.SteeredThread or StoredFormat.Result.HandledError or StoredFormat.Result.Task or StoredFormat.Result.Editor or StoredFormat.Result.Answerer => part.Value.ValueKind == JsonValueKind.String,
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

    /// <summary>The error whose handler is to run, or <see langword="null"/> where the node is.</summary>
    public static Exception? ReadHandledError(JsonElement stored) => stored.TryGetProperty(StoredFormat.Error.Handled, out var handled) ? new InvalidOperationException(handled.GetString()) : null;

    private static bool IsDestination(JsonElement stored) =>
        stored.ValueKind == JsonValueKind.String || (stored.ValueKind == JsonValueKind.Object && stored.GetProperty(StoredFormat.Send.Node).ValueKind == JsonValueKind.String && stored.TryGetProperty(StoredFormat.Send.Argument, out _));

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
