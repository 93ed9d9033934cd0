using Microsoft.Extensions.AI;

namespace GraphRuntime.AI.Testing;

/// <summary>What a <see cref="ScriptedChatClient"/> was asked.</summary>
/// <param name="Number">The number of the request, beginning with 1.</param>
/// <param name="Messages">What the model was given.</param>
/// <param name="Options">The options.</param>
public sealed record ScriptedRequest(int Number, IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)
{
    /// <summary>The newest message.</summary>
    public ChatMessage Last => Messages[^1];

    /// <summary>The text of the newest message of the user; the empty string where there is none.</summary>
    public string UserText => Messages.LastOrDefault(static message => message.Role == ChatRole.User)?.Text ?? "";
}
