using System.Text.Json.Serialization;

namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>What somebody said.</summary>
internal sealed record ChatMessage(string Id, string Role, string Content, ToolCall? Call = null);

/// <summary>What a model asks a tool.</summary>
internal sealed record ToolCall(string Id, string Query);

/// <summary>A conversation: messages by id, a message with a known id takes the place of the older one.</summary>
[GraphState(JsonContext = typeof(ChatStateJson))]
internal sealed partial record ChatState
{
    [Merge(nameof(IdOf))]
    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    private static string IdOf(ChatMessage message) => message.Id;
}

[JsonSerializable(typeof(IReadOnlyList<ChatMessage>))]
internal sealed partial class ChatStateJson : JsonSerializerContext;
