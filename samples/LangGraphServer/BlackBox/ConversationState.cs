using System.Text.Json.Serialization;

namespace LangGraphServer.BlackBox;

/// <summary>Messages; one with the id of an earlier one takes its place.</summary>
[GraphState]
public sealed partial record ConversationState
{
    [Merge(nameof(IdOf))]
    [JsonPropertyName("messages")]
    public ImmutableArray<Message> Messages { get; init; } = [];

    private static string IdOf(Message message) => message.Id;
}
