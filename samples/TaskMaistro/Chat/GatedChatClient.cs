using Microsoft.Extensions.AI;

namespace TaskMaistro.Chat;

/// <summary>A chat client whose next call can be held.</summary>
internal sealed class GatedChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    private Gate? _gate;

    /// <summary>Holds the next call.</summary>
    public Gate HoldNextCall()
    {
        var gate = new Gate();
        Volatile.Write(ref _gate, gate);
        return gate;
    }

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _gate, null) is { } gate)
        {
            await gate.PassAsync(cancellationToken);
        }

        return await base.GetResponseAsync(messages, options, cancellationToken);
    }
}
