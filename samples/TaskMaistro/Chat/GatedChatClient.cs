using Microsoft.Extensions.AI;

namespace TaskMaistro.Chat;

/// <summary>A chat client whose next call can be held.</summary>
internal sealed class GatedChatClient(IChatClient inner) : WaitingChatClient(inner)
{
    private Gate? _gate;

    /// <summary>Holds the next call.</summary>
    public Gate HoldNextCall()
    {
        var gate = new Gate();
        Volatile.Write(ref _gate, gate);
        return gate;
    }

    protected override Task WaitAsync(CancellationToken cancellationToken) =>
        Interlocked.Exchange(ref _gate, null)?.PassAsync(cancellationToken) ?? Task.CompletedTask;
}
