using Microsoft.Extensions.AI;

namespace TaskMaistro.Chat;

/// <summary>Takes its time to answer, as models do.</summary>
internal sealed class SlowChatClient(IChatClient inner, TimeSpan delay) : WaitingChatClient(inner)
{
    protected override Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(delay, TimeProvider.System, cancellationToken);
}
