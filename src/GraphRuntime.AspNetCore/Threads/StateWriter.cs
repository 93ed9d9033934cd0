using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>States and their tasks as the wire has them.</summary>
internal static class StateWriter
{
    public static void Write(Utf8JsonWriter json, ThreadInfo thread, StateSnapshot? state, Fields fields)
    {
        var exists = state?.CheckpointId is not null;
        json.WriteStartObject();
        if (fields.HasValues)
        {
            json.WritePropertyName("values");
            WriteValues(json, exists ? state : null, fields);
        }

        if (fields.Has("next"))
        {
            WriteNext(json, exists ? state!.Next : []);
        }

        if (fields.Has("tasks"))
        {
            json.WriteStartArray("tasks");
            foreach (var task in exists ? state!.Tasks : [])
            {
                WriteTask(json, thread, task);
            }

            json.WriteEndArray();
        }

        if (fields.Has("metadata"))
        {
            WriteMetadata(json, thread, exists ? state : null);
        }

        WritePlace(json, thread.ThreadId, exists ? state : null, fields);
        json.WriteEndObject();
    }

    public static void WriteValues(Utf8JsonWriter json, StateSnapshot? state, Fields fields)
    {
        if (state is null || state.StateJson.IsEmpty)
        {
            json.WriteStartObject();
            json.WriteEndObject();
            return;
        }

        WireValues.WriteState(json, state.StateJson, fields.StateKeys);
    }

    public static void WriteInterrupts(Utf8JsonWriter json, IReadOnlyList<Interrupt> interrupts)
    {
        json.WriteStartArray();
        foreach (var interrupt in interrupts)
        {
            json.WriteStartObject();
            json.WriteString("id", interrupt.Id);
            json.WritePropertyName("value");
            WireValues.Write(json, interrupt.Value);
            if (interrupt.AnswerSchema is { } schema)
            {
                json.WritePropertyName("response_schema");
                schema.WriteTo(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteCheckpoint(Utf8JsonWriter json, string name, string threadId, string ns, long? id)
    {
        if (id is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("thread_id", threadId);
        json.WriteString("checkpoint_id", CheckpointIds.ToWire(id.Value));
        json.WriteString("checkpoint_ns", ns);
        json.WriteNull("checkpoint_map");
        json.WriteEndObject();
    }

    private static void WriteNext(Utf8JsonWriter json, IReadOnlyList<string> next)
    {
        json.WriteStartArray("next");
        foreach (var node in next)
        {
            json.WriteStringValue(node);
        }

        json.WriteEndArray();
    }

    private static void WriteTask(Utf8JsonWriter json, ThreadInfo thread, TaskSnapshot task)
    {
        json.WriteStartObject();
        json.WriteString("id", task.Id);
        json.WriteString("name", task.Name);
        json.WriteStartArray("path");
        json.WriteStringValue("__pregel_pull");
        json.WriteStringValue(task.Name);
        json.WriteEndArray();
        json.WriteString("error", task.Error);
        json.WritePropertyName("interrupts");
        WriteInterrupts(json, task.Interrupts);
        if (task.SubgraphNamespace is { } ns)
        {
            json.WriteStartObject("checkpoint");
            json.WriteString("thread_id", thread.ThreadId);
            json.WriteString("checkpoint_ns", ns);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("checkpoint");
        }

        json.WritePropertyName("state");
        if (task.Subgraph is { } subgraph)
        {
            Write(json, thread, subgraph, Fields.All);
        }
        else
        {
            json.WriteNullValue();
        }

        WriteResult(json, task);
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, TaskSnapshot task)
    {
        if (task.Writes is not { } writes)
        {
            json.WriteNull("result");
            return;
        }

        json.WriteStartObject("result");
        foreach (var (channel, value) in writes)
        {
            json.WritePropertyName(channel);
            WireValues.Write(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter json, ThreadInfo thread, StateSnapshot? state)
    {
        json.WriteStartObject("metadata");
        if (state is not null)
        {
            var notes = state is { Namespace: "", CheckpointId: { } id } ? StateNotes.Of(thread, id) : [];
            foreach (var (name, value) in state.Metadata.Where(entry => IsShown(entry.Key) && !notes.ContainsKey(entry.Key)))
            {
                json.WritePropertyName(name);
                value.WriteTo(json);
            }

            Metadata.WriteMembers(json, notes.Where(static entry => IsShown(entry.Key)));
            WriteOrigin(json, thread, state);
        }

        json.WriteEndObject();
    }

    /// <summary>Whether a name is that of the caller's metadata, and not one of the members that say where the state comes from.</summary>
    private static bool IsShown(string name) => !name.StartsWith(Metadata.Reserved, StringComparison.Ordinal) && name is not ("source" or "step" or "run_id" or "thread_id" or "parents");

    private static void WriteOrigin(Utf8JsonWriter json, ThreadInfo thread, StateSnapshot state)
    {
        json.WriteString("source", WireNames.Of(state.Source ?? Checkpointing.CheckpointSource.Loop));
        json.WriteNumber("step", state.Step ?? 0);
        json.WriteString("thread_id", thread.ThreadId);
        if (state.RunId is not null)
        {
            json.WriteString("run_id", state.RunId);
        }

        if (thread.GraphName is { } graph && !state.Metadata.ContainsKey("graph_id"))
        {
            json.WriteString("graph_id", graph);
        }

        json.WriteStartObject("parents");
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, string threadId, StateSnapshot? state, Fields fields)
    {
        if (fields.Has("created_at"))
        {
            json.WriteString("created_at", state?.CreatedAt is { } created ? WireText.Time(created) : null);
        }

        if (fields.Has("checkpoint"))
        {
            WriteCheckpoint(json, "checkpoint", threadId, state?.Namespace ?? "", state?.CheckpointId);
        }

        if (fields.Has("parent_checkpoint"))
        {
            WriteCheckpoint(json, "parent_checkpoint", threadId, state?.Namespace ?? "", state?.ParentCheckpointId);
        }

        if (fields.Has("interrupts"))
        {
            json.WritePropertyName("interrupts");
            WriteInterrupts(json, state?.Interrupts ?? []);
        }
    }
}
