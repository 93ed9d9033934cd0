using System.Text.Json;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>One call of a tool by a model: the argument of a task of the tools node.</summary>
/// <param name="Id">The id that the model gave the call.</param>
/// <param name="Name">The name of the tool.</param>
/// <param name="Arguments">The arguments, a JSON object.</param>
/// <param name="MessageId">The id of the message that calls.</param>
public sealed record ToolCall(string Id, string Name, JsonElement Arguments, string MessageId)
{
    /// <summary>Why the arguments cannot be read; <see langword="null"/> where they can.</summary>
    public string? Problem { get; init; }

    internal static ToolCall From(FunctionCallContent call, ChatMessage message) => new(
        call.CallId, call.Name, ToJson(call.Arguments), message.MessageId ?? "")
    { Problem = call.Exception?.Message };

    private static JsonElement ToJson(IDictionary<string, object?>? arguments)
    {
        var json = new System.Text.Json.Nodes.JsonObject();
        foreach (var (name, value) in arguments ?? new Dictionary<string, object?>())
        {
            json[name] = System.Text.Json.Nodes.JsonNode.Parse(ChatJson.ToElement(value).GetRawText());
        }

        return JsonElement.Parse(json.ToJsonString());
    }
}
