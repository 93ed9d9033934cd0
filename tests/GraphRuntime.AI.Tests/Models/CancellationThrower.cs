using System.Runtime.CompilerServices;

namespace GraphRuntime.AI.Tests.Models;

/// <summary>A client whose code on the cancellation token throws, as that of a lost connection may.</summary>
internal sealed class CancellationThrower(IChatClient inner) : DelegatingChatClient(inner)
{
    public bool HasThrown { get; private set; }

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await using var registered = cancellationToken.Register(Throw);
        return await base.GetResponseAsync(messages, options, cancellationToken);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var registered = cancellationToken.Register(Throw);
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            yield return update;
        }
    }

    private void Throw()
    {
        HasThrown = true;
        throw new ObjectDisposedException("connection");
    }
}
