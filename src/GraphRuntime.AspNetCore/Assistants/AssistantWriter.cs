using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Assistants as the wire has them.</summary>
internal static class AssistantWriter
{
    public static void Write(Utf8JsonWriter json, Assistant assistant, Fields fields, bool isVersion = false)
    {
        json.WriteStartObject();
        Text(json, fields, "assistant_id", assistant.AssistantId);
        Text(json, fields, "graph_id", assistant.GraphId);
        Text(json, fields, "name", assistant.Name);
        Text(json, fields, "description", assistant.Description);
        if (fields.Has("version"))
        {
            json.WriteNumber("version", assistant.Version);
        }

        Any(json, fields, "config", assistant.Config);
        Any(json, fields, "context", assistant.Context);
        Any(json, fields, "metadata", assistant.Metadata);
        Text(json, fields, "created_at", WireText.Time(assistant.CreatedAt));
        if (!isVersion)
        {
            Text(json, fields, "updated_at", WireText.Time(assistant.UpdatedAt));
        }

        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, Fields fields, string name, string? value)
    {
        if (fields.Has(name))
        {
            json.WriteString(name, value);
        }
    }

    private static void Any(Utf8JsonWriter json, Fields fields, string name, JsonElement? value)
    {
        if (!fields.Has(name))
        {
            return;
        }

        json.WritePropertyName(name);
        if (value is { ValueKind: JsonValueKind.Object } given)
        {
            given.WriteTo(json);
        }
        else
        {
            json.WriteStartObject();
            json.WriteEndObject();
        }
    }
}
