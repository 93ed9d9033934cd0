using System.Buffers;
using System.Text.Json;
using GraphRuntime.Channels;
using GraphRuntime.Diagnostics;
using GraphRuntime.Graphs;

namespace GraphRuntime.Streaming;

/// <summary>Events as JSON, for readers in other processes and at later times.</summary>
internal static class EventJson
{
    public static (string Kind, ReadOnlyMemory<byte> Data) Encode(GraphEvent graphEvent, GraphDefinition graph)
    {
        var buffer = new ArrayBufferWriter<byte>();
        string kind;
        using (var json = new Utf8JsonWriter(buffer, ValueOptions.Writer))
        {
            kind = Write(json, graphEvent, graph);
        }

        return (kind, buffer.WrittenMemory);
    }

    /// <summary>The visible channels as one object.</summary>
    public static ReadOnlyMemory<byte> State(Channel[] channels, bool[]? visible)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ValueOptions.Writer))
        {
            json.WriteStartObject();
            foreach (var channel in channels)
            {
                if (channel.IsVisible && (visible is null || visible[channel.Index]))
                {
                    json.WritePropertyName(channel.Name);
                    channel.WriteValueTo(json);
                }
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static string Write(Utf8JsonWriter json, GraphEvent graphEvent, GraphDefinition graph)
    {
        switch (graphEvent)
        {
            case ValuesEvent values:
                json.WriteRawValue(values.Json.Span);
                return "values";
            case UpdatesEvent updates:
                WriteUpdates(json, updates);
                return "updates";
            case InterruptEvent interrupt:
                WriteInterrupts(json, interrupt.Interrupts);
                return "interrupt";
            case CustomEvent custom:
                WriteAny(json, custom.Value, graph);
                return "custom";
            case MessageEvent message:
                WriteMessage(json, message, graph);
                return "messages";
            case AttemptEvent attempt:
                WriteAttempt(json, attempt);
                return "attempt";
            case TaskStartedEvent started:
                WriteTask(json, "start", started.Node, started.TaskId, started.Step);
                json.WriteEndObject();
                return "tasks";
            case TaskFinishedEvent finished:
                WriteFinished(json, finished);
                return "tasks";
            case CheckpointEvent checkpoint:
                WriteCheckpoint(json, checkpoint.Snapshot);
                return "checkpoints";
            case DebugEvent debug:
                WriteDebug(json, debug, graph);
                return "debug";
            default:
                throw new NotSupportedException(graphEvent.GetType().Name);
        }
    }

    private static void WriteUpdates(Utf8JsonWriter json, UpdatesEvent updates)
    {
        json.WriteStartObject();
        json.WriteString("node", updates.Node);
        json.WriteString("task", updates.TaskId);
        WriteWrites(json, updates.Writes);
        if (updates.IsCached)
        {
            json.WriteBoolean("cached", true);
        }

        json.WriteEndObject();
    }

    private static void WriteWrites(Utf8JsonWriter json, IReadOnlyDictionary<string, JsonElement> writes)
    {
        json.WriteStartObject("writes");
        foreach (var (channel, value) in writes)
        {
            json.WritePropertyName(channel);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static void WriteInterrupts(Utf8JsonWriter json, IReadOnlyList<Interrupt> interrupts)
    {
        json.WriteStartArray();
        foreach (var interrupt in interrupts)
        {
            json.WriteStartObject();
            json.WriteString("id", interrupt.Id);
            json.WritePropertyName("value");
            interrupt.Value.WriteTo(json);
            if (interrupt.AnswerSchema is { } schema)
            {
                json.WritePropertyName("response_schema");
                schema.WriteTo(json);
            }

            if (!interrupt.IsAnswerable)
            {
                json.WriteBoolean("answerable", false);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAttempt(Utf8JsonWriter json, AttemptEvent attempt)
    {
        json.WriteStartObject();
        json.WriteString("node", attempt.Node);
        json.WriteString("task", attempt.TaskId);
        json.WriteNumber("step", attempt.Step);
        json.WriteNumber("attempt", attempt.Attempt);
        json.WriteNumber("run_attempt", attempt.RunAttempt);
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, MessageEvent message, GraphDefinition graph)
    {
        json.WriteStartObject();
        json.WriteString("node", message.Node);
        json.WriteString("id", message.MessageId);
        json.WritePropertyName("message");
        WriteAny(json, message.Message, graph);
        json.WriteEndObject();
    }

    private static void WriteTask(Utf8JsonWriter json, string type, string node, string taskId, int step)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("node", node);
        json.WriteString("task", taskId);
        json.WriteNumber("step", step);
    }

    private static void WriteFinished(Utf8JsonWriter json, TaskFinishedEvent finished)
    {
        WriteTask(json, "result", finished.Node, finished.TaskId, finished.Step);
        WriteWrites(json, finished.Writes);
        json.WritePropertyName("interrupts");
        WriteInterrupts(json, finished.Interrupts);
        if (finished.ErrorMessage is { } error)
        {
            json.WriteString("error", error);
        }

        json.WriteEndObject();
    }

    private static void WriteCheckpoint(Utf8JsonWriter json, StateSnapshot snapshot)
    {
        json.WriteStartObject();
        json.WriteNumber("id", snapshot.CheckpointId ?? 0);
        json.WriteNumber("step", snapshot.Step ?? 0);
        json.WriteString("source", snapshot.Source?.ToString());
        json.WriteStartArray("next");
        foreach (var node in snapshot.Next)
        {
            json.WriteStringValue(node);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDebug(Utf8JsonWriter json, DebugEvent debug, GraphDefinition graph)
    {
        json.WriteStartObject();
        json.WriteNumber("step", debug.Step);
        json.WritePropertyName("payload");
        var kind = Write(json, debug.Event, graph);
        json.WriteString("type", kind);
        json.WriteEndObject();
    }

    private static void WriteAny(Utf8JsonWriter json, object? value, GraphDefinition graph)
    {
        if (value is null)
        {
            json.WriteNullValue();
        }
        else
        {
            JsonSerializer.Serialize(json, value, GraphJson.TypeInfo(graph.Schema.JsonOptions, value.GetType(), "an emitted value"));
        }
    }
}
