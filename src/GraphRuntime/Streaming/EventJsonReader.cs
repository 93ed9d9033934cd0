using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Execution;

namespace GraphRuntime.Streaming;

/// <summary>Reads events that <see cref="EventJson"/> wrote, perhaps in another process and by another version.</summary>
internal static class EventJsonReader
{
    /// <summary>The checkpoint that an event is about, where it is about one: the event shows its state, which is stored with the checkpoint only.</summary>
    public static long? CheckpointOf(string kind, JsonElement data) => kind switch
    {
        "checkpoints" => Long(data, "id"),
        "debug" => CheckpointOf(data.GetProperty("type").GetString()!, data.GetProperty("payload")),
        _ => null,
    };

    /// <summary>Reads an event.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="data">Its content.</param>
    /// <param name="schema">The channels of the graph that reported it.</param>
    /// <param name="checkpoint">The checkpoint that it is about, where it is about one and that is stored.</param>
    /// <returns>The event, or <see langword="null"/> where this version knows none of the kind.</returns>
    public static GraphEvent? Read(string kind, JsonElement data, StateSchema schema, StateSnapshot? checkpoint) => kind switch
    {
        "values" => new ValuesEvent { State = ReadState(schema, data) },
        "updates" => new UpdatesEvent(new WriteView(Writes(data))) { Node = Text(data, "node"), TaskId = Text(data, "task"), IsCached = data.TryGetProperty("cached", out _) },
        "messages" => new MessageEvent { Node = Text(data, "node"), MessageId = Text(data, "id"), Message = Value(data.GetProperty("message"))!, JsonOptions = schema.JsonOptions },
        "custom" => new CustomEvent { Node = "", Value = Value(data), JsonOptions = schema.JsonOptions },
        "attempt" => Attempt(data),
        "interrupt" => new InterruptEvent { Interrupts = ReadInterrupts(data, schema.JsonOptions) },
        "tasks" => Task(data, schema.JsonOptions),
        "checkpoints" => checkpoint is null ? null : new CheckpointEvent { Snapshot = checkpoint },
        "debug" => Read(Text(data, "type"), data.GetProperty("payload"), schema, checkpoint) is { } inner
            ? new DebugEvent { Step = Number(data, "step"), Event = inner }
            : null,
        _ => null,
    };

    /// <summary>Reads the state that <see cref="EventJson.State"/> wrote. A channel that is not there any more is left out.</summary>
    public static object ReadState(StateSchema schema, JsonElement data)
    {
        var channels = new ChannelSet(schema.Definitions);
        foreach (var property in data.EnumerateObject())
        {
            if (schema.IndexOf(property.Name) is var index and >= 0)
            {
                channels.All[index].SetJson(property.Value);
            }
        }

        return schema.ReadState(channels.All);
    }

    /// <summary>Reads questions that <see cref="EventJson"/> wrote.</summary>
    public static IReadOnlyList<Interrupt> ReadInterrupts(JsonElement data, JsonSerializerOptions options) =>
    [
        .. data.EnumerateArray().Select(one => new Interrupt(
            Text(one, "id"),
            one.GetProperty("value"),
            !one.TryGetProperty("answerable", out var answerable) || answerable.GetBoolean(),
            one.TryGetProperty("response_schema", out var schema) ? schema : null,
            options)),
    ];

    private static AttemptEvent Attempt(JsonElement data) => new()
    {
        Node = Text(data, "node"),
        TaskId = Text(data, "task"),
        Step = Number(data, "step"),
        Attempt = Number(data, "attempt"),
        RunAttempt = Number(data, "run_attempt"),
    };

    private static GraphEvent Task(JsonElement data, JsonSerializerOptions options) => Text(data, "type") == "start"
        ? new TaskStartedEvent { Node = Text(data, "node"), TaskId = Text(data, "task"), Step = Number(data, "step"), Input = null }
        : new TaskFinishedEvent(new WriteView(Writes(data)))
        {
            Node = Text(data, "node"),
            TaskId = Text(data, "task"),
            Step = Number(data, "step"),
            Interrupts = ReadInterrupts(data.GetProperty("interrupts"), options),
            StoredError = data.TryGetProperty("error", out var error) ? error.GetString() : null,
        };

    private static Dictionary<string, JsonElement> Writes(JsonElement data) =>
        data.GetProperty("writes").EnumerateObject().ToDictionary(static write => write.Name, static write => write.Value, StringComparer.Ordinal);

    /// <summary>Text is text as the node emitted it; anything else stays JSON until its reader names a type.</summary>
    private static object? Value(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.String => data.GetString(),
        JsonValueKind.Null => null,
        _ => data,
    };

    private static long Long(JsonElement data, string name) => data.GetProperty(name).GetInt64();

    private static string Text(JsonElement data, string name) => data.GetProperty(name).GetString()!;

    private static int Number(JsonElement data, string name) => data.GetProperty(name).GetInt32();
}
