using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Values of states and events on the wire: as they are, except that chat messages get the shape that the clients know.</summary>
internal static class WireValues
{
    public static void WriteState(Utf8JsonWriter json, ReadOnlyMemory<byte> state, IReadOnlyList<string>? keys)
    {
        if (keys is null && !ChatMessages.MayBeIn(state.Span))
        {
            json.WriteRawValue(state.Span, skipInputValidation: true);
            return;
        }

        using var document = JsonDocument.Parse(state);
        json.WriteStartObject();
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (keys is null || keys.Contains(property.Name))
            {
                json.WritePropertyName(property.Name);
                Write(json, property.Value);
            }
        }

        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when ChatMessages.IsMessage(value):
                ChatMessages.Write(json, value);
                break;
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.Undefined:
                json.WriteNullValue();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
