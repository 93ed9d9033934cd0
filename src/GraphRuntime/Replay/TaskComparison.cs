using System.Buffers;
using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Checkpointing;
using GraphRuntime.Execution;
using GraphRuntime.Values;

namespace GraphRuntime.Replay;

/// <summary>Compares a task that has run again with what it had left.</summary>
/// <param name="task">The task.</param>
/// <param name="result">What it had left.</param>
internal sealed class TaskComparison(GraphTask task, JsonElement result)
{
    private const string ErrorName = "$error";

    /// <summary>Whether the task waits for an answer that it once got and that is not stored.</summary>
    public bool AsksWhatWasAnswered => task.State == TaskState.Paused && task.Interrupts is { Count: > 0 } asked && Asked() is { } before
        && asked.TrueForAll(question => before.Exists(earlier => earlier.Id == question.Id));

    public static JsonElement ErrorOf(Exception error) => Error(error.Message);

    /// <summary>Finds the first difference; <see langword="null"/> where there is none.</summary>
    /// <param name="recorded">The graph with what the tasks before this one had written; the recorded writes of this one are added.</param>
    public ReplayDivergence? Find(LoopState recorded)
    {
        if (task.State == TaskState.Paused)
        {
            return Divergence(ReplayDivergenceKind.Question) with { Replayed = task.Interrupts is [var first, ..] ? first.Value : null };
        }

        if (task.State == TaskState.Failed)
        {
            return Failed(task.Error ?? new OperationCanceledException());
        }

        if (task.ParentCommand is not null)
        {
            return Divergence(ReplayDivergenceKind.Next);
        }

        var handled = result.TryGetProperty(StoredFormat.Result.HandledError, out var error) ? error.GetString() : null;
        if (handled is null == !task.FollowsEdges)
        {
            return Divergence(ReplayDivergenceKind.Failure) with { Recorded = handled is null ? null : Error(handled), Replayed = task.FollowsEdges ? null : ErrorOf(task.HandledError!) };
        }

        return FindWrite(recorded);
    }

    public ReplayDivergence Failed(Exception error) => Divergence(ReplayDivergenceKind.Failure) with { Recorded = Written(), Replayed = ErrorOf(error) };

    private ReplayDivergence? FindWrite(LoopState recorded)
    {
        Dictionary<string, JsonElement> then = new(StringComparer.Ordinal), now = new(StringComparer.Ordinal);
        StoredWrites.Add(then, result, static _ => true);
        try
        {
            StoredWrites.Add(now, Encode(), static _ => true);
            var different = then.Keys.Union(now.Keys).Where(channel => !AreEqual(then, now, channel)).ToList();
            var channel = different.Count == 0 ? null : FindEffect(recorded, different);
            StepApplier.Write(RecordedReplay.TaskOf(recorded, result), new UpdateWriter(recorded.Channels.All));
            return channel is null ? null : Divergence(ReplayDivergenceKind.Write) with { Channel = channel, Recorded = Find(then, channel), Replayed = Find(now, channel) };
        }
        catch (GraphRuntimeException e) when (e is InvalidUpdateException or StateSerializationException)
        {
            return Failed(e);
        }
    }

    /// <summary>
    /// The first channel that the two writes leave with different values. One write may be recorded as what a graph below added, and be made as the whole list.
    /// </summary>
    private string? FindEffect(LoopState recorded, List<string> channels)
    {
        var (then, now) = (recorded.Channels.Overlay(), recorded.Channels.Overlay());
        StepApplier.Write(RecordedReplay.TaskOf(recorded, result), new UpdateWriter(then));
        StepApplier.Write(task, new UpdateWriter(now));
        return channels.Find(channel => !ChannelComparison.AreEqual(then.Find(channel)!, now.Find(channel)!));
    }

    private JsonElement Encode()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ValueOptions.Writer))
        {
            json.WriteStartObject();
            if (task.Update is { } update)
            {
                new WriteEncoder(json).Encode(update, task.Loop.Channels.All);
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private JsonElement Written()
    {
        var then = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        StoredWrites.Add(then, result, static _ => true);
        return JsonSerializer.SerializeToElement(then, CoreJsonContext.Default.DictionaryStringJsonElement);
    }

    private List<Interrupt>? Asked() => task.Loop.Superstep.Pending?.GetValueOrDefault(task.TaskId)?.Interrupts is { } stored
        ? CheckpointLoader.ReadJson(task.Loop, stored, json => QuestionCodec.ReadInterrupts(json, task.Loop.Graph.Schema.JsonOptions))
        : null;

    /// <summary>The thread and the checkpoint are added when the difference is reported.</summary>
    private ReplayDivergence Divergence(ReplayDivergenceKind kind) => new() { Kind = kind, Node = task.NodeName, TaskId = task.TaskId };

    private static bool AreEqual(Dictionary<string, JsonElement> one, Dictionary<string, JsonElement> other, string channel) =>
        one.TryGetValue(channel, out var left) && other.TryGetValue(channel, out var right) && JsonElement.DeepEquals(left, right);

    private static JsonElement? Find(Dictionary<string, JsonElement> writes, string channel) => writes.TryGetValue(channel, out var value) ? value : null;

    private static JsonElement Error(string message) => JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement>
    {
        [ErrorName] = JsonSerializer.SerializeToElement(message, CoreJsonContext.Default.String),
    }, CoreJsonContext.Default.DictionaryStringJsonElement);
}
