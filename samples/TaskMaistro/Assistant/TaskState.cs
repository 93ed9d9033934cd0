using GraphRuntime.AI;
using Microsoft.Extensions.AI;

namespace TaskMaistro.Assistant;

/// <summary>The conversation of one thread.</summary>
[GraphState]
public sealed partial record TaskState
{
    [Messages]
    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    /// <summary>What the model wants to change in the to-do list, until it is saved.</summary>
    public ToDoChanges? Proposal { get; init; }

    /// <summary>A new message of the user, as the input of a run.</summary>
    public static Update Say(string text) => new() { Messages = [new ChatMessage(ChatRole.User, text)] };
}
