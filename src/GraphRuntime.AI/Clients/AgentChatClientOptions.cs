using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>How a graph answers as a chat client.</summary>
public sealed record AgentChatClientOptions
{
    /// <summary>Makes the input of a run from new messages.</summary>
    /// <value>The default writes them to an <see cref="AgentState"/>. A graph with another state needs its own.</value>
    public Func<IReadOnlyList<ChatMessage>, GraphInput> Input { get; init; } = static messages => new AgentState.Update { Messages = messages };

    /// <summary>The name of the channel with the messages.</summary>
    /// <value>The default is <c>Messages</c>.</value>
    public string Messages { get; init; } = nameof(AgentState.Messages);

    /// <summary>How runs are admitted: strategy, metadata, time-out. Messages and updates are streamed whatever it says.</summary>
    /// <value>The default is <see cref="ChatPresets.Queue"/>.</value>
    public RunOptions Run { get; init; } = ChatPresets.Queue;
}
