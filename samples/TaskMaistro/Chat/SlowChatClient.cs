using Microsoft.Extensions.AI;

namespace TaskMaistro.Chat;

/// <summary>Takes its time to answer, as models do.</summary>
internal sealed class SlowChatClient(IChatClient inner, TimeSpan delay) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await Task.Delay(delay, TimeProvider.System, cancellationToken);
        return await base.GetResponseAsync(messages, options, cancellationToken);
    }
}
