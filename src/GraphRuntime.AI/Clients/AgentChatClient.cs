using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace GraphRuntime.AI;

/// <summary>A graph of the coordinator as a chat client. Each request is a run of its thread.</summary>
internal sealed class AgentChatClient(ThreadRunCoordinator coordinator, string graph, AgentChatClientOptions settings) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("graphruntime", defaultModelId: graph);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken).ConfigureAwait(false);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var threadId = options?.ConversationId ?? Guid.NewGuid().ToString("n");
        var run = await StartAsync(threadId, [.. messages], cancellationToken).ConfigureAwait(false);
        var reader = new AgentEventReader(threadId, run.RunId, settings.Messages);
        await foreach (var graphEvent in run.StreamAsync(0, cancellationToken).ConfigureAwait(false))
        {
            foreach (var update in reader.Read(graphEvent))
            {
                yield return update;
            }
        }

        yield return reader.End(await run.WaitAsync(cancellationToken).ConfigureAwait(false));
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType == typeof(ThreadRunCoordinator) ? coordinator
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    public void Dispose()
    {
        // The coordinator belongs to the host.
    }

    private ValueTask<RunHandle> StartAsync(string threadId, List<ChatMessage> messages, CancellationToken cancellationToken)
    {
        var decisions = messages.SelectMany(static message => message.Contents).OfType<ToolApprovalResponseContent>()
            .ToDictionary(static response => response.RequestId, static response => (object?)(response.Approved ? ToolDecision.Approve() : ToolDecision.Refuse(response.Reason)));
        var input = decisions.Count > 0 ? GraphInput.Answers(decisions) : settings.Input(messages);
        var run = settings.Run with { StreamModes = (settings.Run.StreamModes ?? settings.Run.Config?.StreamModes ?? StreamModes.None) | StreamModes.Messages | StreamModes.Updates };
        return coordinator.CreateRunAsync(threadId, graph, input, run, cancellationToken);
    }
}
