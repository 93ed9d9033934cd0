using System.Text;
using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// Messages of Microsoft.Extensions.AI (<c>ChatMessage</c>, <c>ChatResponseUpdate</c>), as their JSON looks, in the shape of the clients: a type, the content, an id, and the calls of tools.
/// </summary>
internal static class ChatMessages
{
    private static readonly byte[] s_contents = Encoding.UTF8.GetBytes("\"contents\"");
    private static readonly byte[] s_upperContents = Encoding.UTF8.GetBytes("\"Contents\"");

    /// <summary>Whether it is worth looking: a quick test that may say yes too often.</summary>
    public static bool MayBeIn(ReadOnlySpan<byte> json) => json.IndexOf(s_contents) >= 0 || json.IndexOf(s_upperContents) >= 0;

    public static bool IsMessage(JsonElement value) =>
        Find(value, "contents") is { ValueKind: JsonValueKind.Array } && Find(value, "role") is { ValueKind: JsonValueKind.String };

    /// <summary>Writes a message; a piece of one that is still being generated has the type of a chunk.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement message, bool isChunk = false)
    {
        var contents = Find(message, "contents") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToArray() : [];
        var type = TypeOf(Find(message, "role")?.GetString());
        json.WriteStartObject();
        json.WriteString("type", isChunk && type == "ai" ? "AIMessageChunk" : type);
        json.WritePropertyName("content");
        WriteContent(json, contents, type);
        json.WriteString("id", Text(message, "messageId"));
        if (Text(message, "authorName") is { } name)
        {
            json.WriteString("name", name);
        }

        json.WriteStartObject("additional_kwargs");
        json.WriteEndObject();
        json.WriteStartObject("response_metadata");
        json.WriteEndObject();
        WriteTools(json, contents, type);
        json.WriteEndObject();
    }

    private static string TypeOf(string? role) => role switch
    {
        "user" => "human",
        "system" => "system",
        "tool" => "tool",
        _ => "ai",
    };

    private static void WriteContent(Utf8JsonWriter json, JsonElement[] contents, string type)
    {
        if (type == "tool" && Array.Find(contents, static c => Kind(c) == "functionResult") is { ValueKind: JsonValueKind.Object } result)
        {
            var value = Find(result, "result");
            json.WriteStringValue(value is { ValueKind: JsonValueKind.String } text ? text.GetString() : value?.GetRawText() ?? "");
            return;
        }

        if (Array.TrueForAll(contents, static c => Kind(c) is "text" or "functionCall" or "functionResult" or "usage"))
        {
            json.WriteStringValue(string.Concat(contents.Where(static c => Kind(c) == "text").Select(static c => Text(c, "text"))));
            return;
        }

        json.WriteStartArray();
        foreach (var content in contents)
        {
            WriteBlock(json, content);
        }

        json.WriteEndArray();
    }

    private static void WriteBlock(Utf8JsonWriter json, JsonElement content)
    {
        switch (Kind(content))
        {
            case "text":
                Block(json, "text", "text", Text(content, "text"));
                break;
            case "reasoning":
                Block(json, "reasoning", "reasoning", Text(content, "text"));
                break;
            case "functionCall" or "functionResult" or "usage":
                break;
            case "uri" or "data":
                json.WriteStartObject();
                json.WriteString("type", BlockType(Text(content, "mediaType")));
                json.WriteString("url", Text(content, "uri"));
                json.WriteString("mime_type", Text(content, "mediaType"));
                json.WriteEndObject();
                break;
            default:
                json.WriteStartObject();
                json.WriteString("type", "non_standard");
                json.WritePropertyName("value");
                content.WriteTo(json);
                json.WriteEndObject();
                break;
        }
    }

    private static string BlockType(string? mediaType) => mediaType?.Split('/')[0] switch
    {
        "image" => "image",
        "audio" => "audio",
        "video" => "video",
        _ => "file",
    };

    private static void Block(Utf8JsonWriter json, string type, string name, string? text)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString(name, text);
        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, JsonElement[] contents, string type)
    {
        if (type == "tool")
        {
            json.WriteString("tool_call_id", contents.Select(static c => Text(c, "callId")).FirstOrDefault(static id => id is not null));
            json.WriteString("status", "success");
            return;
        }

        if (type != "ai")
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        foreach (var call in contents.Where(static c => Kind(c) == "functionCall"))
        {
            json.WriteStartObject();
            json.WriteString("name", Text(call, "name"));
            json.WritePropertyName("args");
            if (Find(call, "arguments") is { ValueKind: JsonValueKind.Object } arguments)
            {
                arguments.WriteTo(json);
            }
            else
            {
                json.WriteStartObject();
                json.WriteEndObject();
            }

            json.WriteString("id", Text(call, "callId"));
            json.WriteString("type", "tool_call");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("invalid_tool_calls");
        json.WriteEndArray();
        WriteUsage(json, contents);
    }

    private static void WriteUsage(Utf8JsonWriter json, JsonElement[] contents)
    {
        if (Array.Find(contents, static c => Kind(c) == "usage") is not { ValueKind: JsonValueKind.Object } usage || Find(usage, "details") is not { } details)
        {
            return;
        }

        json.WriteStartObject("usage_metadata");
        json.WriteNumber("input_tokens", Count(details, "inputTokenCount"));
        json.WriteNumber("output_tokens", Count(details, "outputTokenCount"));
        json.WriteNumber("total_tokens", Count(details, "totalTokenCount"));
        json.WriteEndObject();
    }

    private static long Count(JsonElement details, string name) => Find(details, name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : 0;

    private static string? Kind(JsonElement content) => Text(content, "$type");

    private static string? Text(JsonElement value, string name) => Find(value, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A member by its name, in camel case or, as serializers without a naming policy write it, with a capital.</summary>
    private static JsonElement? Find(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return value.TryGetProperty(name, out var found) || value.TryGetProperty(string.Concat(char.ToUpperInvariant(name[0]).ToString(), name.AsSpan(1)), out found) ? found : null;
    }
}
