using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>Makes graphs chat clients.</summary>
public static class AgentChatClientExtensions
{
    /// <summary>
    /// Makes a chat client of a graph of the coordinator, so that whatever knows chat clients can use it. A conversation is a thread: its id is
    /// <see cref="ChatOptions.ConversationId"/>, and each request brings the new messages only. Without an id a thread is made, whose id comes with the
    /// answer. Calls that wait for approval come as <see cref="ToolApprovalRequestContent"/> and are answered with
    /// <see cref="ToolApprovalResponseContent"/>.
    /// </summary>
    /// <remarks>Cancelling a request stops reading. The run goes on; cancel it with the coordinator.</remarks>
    /// <param name="coordinator">The coordinator.</param>
    /// <param name="graph">The name of the graph.</param>
    /// <param name="options">How it answers; <see langword="null"/> for the defaults.</param>
    /// <returns>The client. It owns nothing.</returns>
    public static IChatClient AsChatClient(this ThreadRunCoordinator coordinator, string graph, AgentChatClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(coordinator);
        ArgumentException.ThrowIfNullOrEmpty(graph);
        return new AgentChatClient(coordinator, graph, options ?? new AgentChatClientOptions());
    }
}
