using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Finds messages in what nodes emit and write.</summary>
internal static class MessagePieces
{
    /// <summary>A piece that a node emitted: a text, a piece of Microsoft.Extensions.AI, or one in the shape of the clients.</summary>
    public static MessagePiece Read(JsonElement emitted, string messageId)
    {
        var id = IdOf(emitted) ?? messageId;
        var bytes = JsonBytes.Of(json =>
        {
            if (ChatMessages.IsMessage(emitted))
            {
                ChatMessages.Write(json, emitted, isChunk: true);
            }
            else if (emitted.ValueKind == JsonValueKind.Object && emitted.TryGetProperty("content", out _))
            {
                WriteWithId(json, emitted, id);
            }
            else
            {
                WriteText(json, emitted, id);
            }
        });
        using var document = JsonDocument.Parse(bytes);
        return new MessagePiece(id, document.RootElement.Clone());
    }

    /// <summary>The messages that a write to a channel has.</summary>
    public static IEnumerable<JsonElement> In(JsonElement written) => written.ValueKind == JsonValueKind.Array
        ? written.EnumerateArray().Where(IsMessage)
        : IsMessage(written) ? [written] : [];

    public static string? IdOf(JsonElement message) => Text(message, "id") ?? Text(message, "messageId") ?? Text(message, "MessageId");

    public static bool IsMessage(JsonElement value) => ChatMessages.IsMessage(value)
        || (value.ValueKind == JsonValueKind.Object && Text(value, "type") is "ai" or "human" or "tool" or "system" && value.TryGetProperty("content", out _));

    private static string? Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;

    private static void WriteWithId(Utf8JsonWriter json, JsonElement message, string id)
    {
        json.WriteStartObject();
        foreach (var property in message.EnumerateObject())
        {
            if (property.Name == "type" && property.Value.ValueEquals("ai"))
            {
                json.WriteString("type", "AIMessageChunk");
            }
            else if (property.Name != "id")
            {
                property.WriteTo(json);
            }
        }

        json.WriteString("id", id);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, JsonElement text, string id)
    {
        json.WriteStartObject();
        json.WriteString("type", "AIMessageChunk");
        json.WriteString("content", text.ValueKind == JsonValueKind.String ? text.GetString() : text.GetRawText());
        json.WriteString("id", id);
        json.WriteEndObject();
    }
}
