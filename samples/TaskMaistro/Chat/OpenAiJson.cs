using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace TaskMaistro.Chat;

/// <summary>Messages and tools as the chat completions protocol writes them.</summary>
internal static class OpenAiJson
{
    public static JsonArray Messages(IEnumerable<ChatMessage> messages) => [.. messages.SelectMany(Messages)];

    public static JsonArray Tools(IEnumerable<AITool> tools) =>
    [
        .. tools.OfType<AIFunctionDeclaration>().Select(tool => new JsonObject
        {
            ["type"] = "function",
            ["function"] = new JsonObject
            {
                ["name"] = tool.Name,
                ["description"] = tool.Description,
                ["parameters"] = JsonNode.Parse(tool.JsonSchema.GetRawText()),
            },
        }),
    ];

    public static ChatMessage Message(JsonElement message)
    {
        var contents = new List<AIContent>();
        if (message.TryGetProperty("content", out var text) && text.ValueKind == JsonValueKind.String)
        {
            contents.Add(new TextContent(text.GetString()));
        }

        if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
        {
            contents.AddRange(calls.EnumerateArray().Select(Call));
        }

        return new ChatMessage(ChatRole.Assistant, contents);
    }

    private static FunctionCallContent Call(JsonElement call)
    {
        var function = call.GetProperty("function");
        var arguments = JsonSerializer.Deserialize<Dictionary<string, object?>>(function.GetProperty("arguments").GetString()!);
        return new FunctionCallContent(call.GetProperty("id").GetString()!, function.GetProperty("name").GetString()!, arguments);
    }

    private static IEnumerable<JsonNode> Messages(ChatMessage message)
    {
        var results = message.Contents.OfType<FunctionResultContent>().ToList();
        return results.Count > 0
            ? results.Select(result => new JsonObject { ["role"] = "tool", ["tool_call_id"] = result.CallId, ["content"] = result.Result?.ToString() })
            : [Said(message)];
    }

    private static JsonObject Said(ChatMessage message)
    {
        var json = new JsonObject { ["role"] = message.Role.Value, ["content"] = message.Text };
        var calls = message.Contents.OfType<FunctionCallContent>().Select(call => (JsonNode)new JsonObject
        {
            ["id"] = call.CallId,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = JsonSerializer.Serialize(call.Arguments) },
        }).ToArray();
        if (calls.Length > 0)
        {
            json["tool_calls"] = new JsonArray(calls);
        }

        return json;
    }
}
