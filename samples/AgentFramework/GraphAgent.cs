using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace AgentFramework;

/// <summary>A graph of the coordinator as an agent of Microsoft Agent Framework. A session is a thread, which outlives the process.</summary>
internal sealed class GraphAgent(IChatClient graph, string name) : AIAgent
{
    public override string Name => name;

    protected override ValueTask<AgentSession> CreateSessionCoreAsync(CancellationToken cancellationToken) => new(new ThreadSession(Guid.NewGuid().ToString("n")));

    protected override ValueTask<JsonElement> SerializeSessionCoreAsync(AgentSession session, JsonSerializerOptions? options, CancellationToken cancellationToken) =>
        new(JsonSerializer.SerializeToElement(((ThreadSession)session).ThreadId));

    protected override ValueTask<AgentSession> DeserializeSessionCoreAsync(JsonElement state, JsonSerializerOptions? options, CancellationToken cancellationToken) =>
        new(new ThreadSession(state.GetString()!));

    protected override async Task<AgentResponse> RunCoreAsync(
        IEnumerable<ChatMessage> messages, AgentSession? session, AgentRunOptions? options, CancellationToken cancellationToken) =>
        new(await graph.GetResponseAsync(messages, Options(session), cancellationToken));

    protected override async IAsyncEnumerable<AgentResponseUpdate> RunCoreStreamingAsync(
        IEnumerable<ChatMessage> messages, AgentSession? session, AgentRunOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var update in graph.GetStreamingResponseAsync(messages, Options(session), cancellationToken))
        {
            yield return new AgentResponseUpdate(update);
        }
    }

    private static ChatOptions Options(AgentSession? session) => new() { ConversationId = (session as ThreadSession)?.ThreadId };

    private sealed class ThreadSession(string threadId) : AgentSession
    {
        public string ThreadId { get; } = threadId;
    }
}
