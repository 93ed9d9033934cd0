using System.Text.Json;
using System.Text.Json.Nodes;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// Messages that callers send, in the shape that the graph keeps: the shape of the clients, or that of Microsoft.Extensions.AI. Messages without an id get one.
/// </summary>
internal static class InputMessages
{
    /// <summary>Whether a value looks like a message, or a list of them.</summary>
    public static bool AreMessages(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.GetArrayLength() > 0 && value.EnumerateArray().All(IsMessage)
        : IsMessage(value);

    public static JsonNode Convert(JsonElement value, bool asChatMessage, Func<string> newId) => value.ValueKind == JsonValueKind.Array
        ? new JsonArray([.. value.EnumerateArray().Select(message => ConvertOne(message, asChatMessage, newId))])
        : ConvertOne(value, asChatMessage, newId);

    private static bool IsMessage(JsonElement value) => value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty("content", out _)
        && ((value.TryGetProperty("role", out var role) && role.ValueKind == JsonValueKind.String) || (value.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String));

    private static JsonObject ConvertOne(JsonElement message, bool asChatMessage, Func<string> newId)
    {
        var type = TypeOf(message);
        var id = Text(message, "id") ?? newId();
        return asChatMessage ? ToChatMessage(message, type, id) : ToWireMessage(message, type, id);
    }

    private static string TypeOf(JsonElement message) => (Text(message, "type") ?? Text(message, "role")) switch
    {
        "user" or "human" => "human",
        "assistant" or "ai" or "AIMessageChunk" => "ai",
        "system" or "developer" => "system",
        "tool" or "function" => "tool",
        var other => other ?? "human",
    };

    private static JsonObject ToWireMessage(JsonElement message, string type, string id)
    {
        var converted = new JsonObject { ["type"] = type };
        foreach (var property in message.EnumerateObject())
        {
            if (property.Name is not ("type" or "role" or "id"))
            {
                converted[property.Name] = JsonNode.Parse(property.Value.GetRawText());
            }
        }

        converted["id"] = id;
        return converted;
    }

    private static JsonObject ToChatMessage(JsonElement message, string type, string id)
    {
        var converted = new JsonObject
        {
            ["role"] = type switch { "human" => "user", "ai" => "assistant", _ => type },
            ["contents"] = Contents(message, type),
            ["messageId"] = id,
        };
        if (Text(message, "name") is { } name)
        {
            converted["authorName"] = name;
        }

        return converted;
    }

    private static JsonArray Contents(JsonElement message, string type)
    {
        var contents = new JsonArray();
        var content = message.GetProperty("content");
        if (type == "tool")
        {
            contents.Add((JsonNode)new JsonObject { ["$type"] = "functionResult", ["callId"] = Text(message, "tool_call_id"), ["result"] = JsonNode.Parse(content.GetRawText()) });
            return contents;
        }

        foreach (var block in content.ValueKind == JsonValueKind.Array ? content.EnumerateArray().Select(Block) : [TextBlock(content.ValueKind == JsonValueKind.String ? content.GetString() : "")])
        {
            contents.Add((JsonNode)block);
        }

        if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in calls.EnumerateArray())
            {
                contents.Add((JsonNode)new JsonObject
                {
                    ["$type"] = "functionCall",
                    ["callId"] = Text(call, "id"),
                    ["name"] = Text(call, "name"),
                    ["arguments"] = call.TryGetProperty("args", out var arguments) ? JsonNode.Parse(arguments.GetRawText()) : new JsonObject(),
                });
            }
        }

        return contents;
    }

    private static JsonObject Block(JsonElement block)
    {
        if (block.ValueKind == JsonValueKind.String)
        {
            return TextBlock(block.GetString());
        }

        return Text(block, "type") switch
        {
            "image_url" => Uri(block.TryGetProperty("image_url", out var image) && image.ValueKind == JsonValueKind.Object ? Text(image, "url") : Text(block, "image_url"), "image/*"),
            "image" or "audio" or "video" or "file" when Text(block, "url") is { } url => Uri(url, Text(block, "mime_type")),
            "image" or "audio" or "video" or "file" => Uri($"data:{Text(block, "mime_type")};base64,{Text(block, "base64") ?? Text(block, "data")}", Text(block, "mime_type")),
            "reasoning" => new JsonObject { ["$type"] = "reasoning", ["text"] = Text(block, "reasoning") },
            _ => TextBlock(Text(block, "text") ?? block.GetRawText()),
        };
    }

    private static JsonObject TextBlock(string? text) => new() { ["$type"] = "text", ["text"] = text };

    private static JsonObject Uri(string? uri, string? mediaType) =>
        new() { ["$type"] = uri?.StartsWith("data:", StringComparison.Ordinal) == true ? "data" : "uri", ["uri"] = uri, ["mediaType"] = mediaType };

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
}
