using System.Runtime.CompilerServices;
using GraphRuntime.Testing;
using Microsoft.Extensions.AI;

namespace TaskMaistro.Chat;

/// <summary>A chat client whose next call can be held, so that a story happens in the same order every time, and that may take its time, as models do.</summary>
internal sealed class GatedChatClient(IChatClient inner, TimeSpan thinkingTime) : DelegatingChatClient(inner)
{
    private Gate? _gate;

    /// <summary>Holds the next call.</summary>
    public Gate HoldNextCall() => _gate = new Gate();

    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await WaitAsync(cancellationToken);
        return await base.GetResponseAsync(messages, options, cancellationToken);
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await WaitAsync(cancellationToken);
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            yield return update;
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        await (Interlocked.Exchange(ref _gate, null)?.PassAsync(cancellationToken) ?? Task.CompletedTask);
        await Task.Delay(thinkingTime, TimeProvider.System, cancellationToken);
    }
}
