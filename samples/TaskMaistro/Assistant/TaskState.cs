using Microsoft.Extensions.AI;

namespace TaskMaistro.Assistant;

/// <summary>The conversation of one thread.</summary>
[GraphState]
public sealed partial record TaskState
{
    /// <summary>The messages. Writing one with the id of an earlier one replaces it.</summary>
    [Merge(nameof(IdOf))]
    public ImmutableArray<ChatMessage> Messages { get; init; } = [];

    /// <summary>What the model wants to change in the to-do list, until it is saved.</summary>
    public ToDoChanges? Proposal { get; init; }

    /// <summary>A new message of the user, as the input of a run.</summary>
    public static Update Say(string text) => new() { Messages = [Message(ChatRole.User, [new TextContent(text)])] };

    public static ChatMessage Message(ChatRole role, IList<AIContent> contents) => new(role, contents) { MessageId = NewId() };

    public static string NewId() => Guid.NewGuid().ToString("n");

    private static string IdOf(ChatMessage message) => message.MessageId ?? throw new InvalidOperationException("A message needs an id.");
}
