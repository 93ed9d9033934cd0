using GraphRuntime.Stores;

namespace GraphRuntime.Threads;

/// <summary>Removes items of the long-term store whose time to live is over.</summary>
internal sealed class ItemRetention(IStore store) : RetentionTask
{
    public override string What => "expired items";

    public override async ValueTask<(long Removed, bool IsDone)> StepAsync(CancellationToken cancellationToken) =>
        (await store.RemoveExpiredAsync(cancellationToken).ConfigureAwait(false), true);
}
