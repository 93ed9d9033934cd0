using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>The state of an agent, or of several that share their messages. Applications that keep more than this use a state of their own.</summary>
[GraphState]
public sealed partial record AgentState
{
    /// <summary>The conversation.</summary>
    [Messages]
    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    /// <summary>The agent of a team that answers; <see langword="null"/> for the first one.</summary>
    public string? ActiveAgent { get; init; }

    /// <summary>A new message of the user, as the input of a run.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The input.</returns>
    public static Update Say(string text) => new() { Messages = [new ChatMessage(ChatRole.User, text)] };
}
