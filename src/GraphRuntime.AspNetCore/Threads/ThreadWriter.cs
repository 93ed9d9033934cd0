using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Threads as the wire has them.</summary>
internal static class ThreadWriter
{
    public static void Write(Utf8JsonWriter json, ThreadInfo thread, StateSnapshot? state, Fields fields, Action<Utf8JsonWriter>? more = null)
    {
        json.WriteStartObject();
        if (fields.Has("thread_id"))
        {
            json.WriteString("thread_id", thread.ThreadId);
        }

        if (fields.Has("created_at"))
        {
            json.WriteString("created_at", WireText.Time(thread.CreatedAt));
        }

        if (fields.Has("updated_at"))
        {
            json.WriteString("updated_at", WireText.Time(thread.UpdatedAt));
        }

        if (fields.Has("metadata"))
        {
            Metadata.Write(json, "metadata", thread.Metadata);
        }

        if (fields.Has("status"))
        {
            json.WriteString("status", WireStatus.Of(thread.Status));
        }

        if (fields.Has("config"))
        {
            WriteConfig(json, thread);
        }

        WriteState(json, state, fields);
        more?.Invoke(json);
        json.WriteEndObject();
    }

    private static void WriteConfig(Utf8JsonWriter json, ThreadInfo thread)
    {
        json.WriteStartObject("config");
        if (thread.Context.Count > 0)
        {
            json.WritePropertyName("configurable");
            json.WriteRawValue(thread.Context.Json.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter json, StateSnapshot? state, Fields fields)
    {
        if (state?.CheckpointId is null)
        {
            return;
        }

        if (fields.HasValues)
        {
            json.WritePropertyName("values");
            StateWriter.WriteValues(json, state, fields);
        }

        if (!fields.Has("interrupts"))
        {
            return;
        }

        json.WriteStartObject("interrupts");
        foreach (var task in state.Tasks.Where(static task => task.Writes is null))
        {
            json.WritePropertyName(task.Id);
            StateWriter.WriteInterrupts(json, task.Interrupts);
        }

        json.WriteEndObject();
    }
}
