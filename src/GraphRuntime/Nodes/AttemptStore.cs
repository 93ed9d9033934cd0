using GraphRuntime.Execution;
using GraphRuntime.Stores;

namespace GraphRuntime;

/// <summary>The long-term store as an attempt sees it: once the attempt has ended its code writes nothing more.</summary>
internal sealed class AttemptStore(TaskAttempt attempt, IStore inner) : IStore
{
    public ValueTask<IReadOnlyList<StoreItem?>> ReadAsync(StoreRead read, CancellationToken cancellationToken) => inner.ReadAsync(read, cancellationToken);

    /// <summary>A node that is verified writes nothing.</summary>
    public ValueTask WriteAsync(StoreWriteBatch batch, CancellationToken cancellationToken) =>
        attempt.Task.Loop.Run.Watch is null ? attempt.WriteAsync(() => inner.WriteAsync(batch, cancellationToken)) : ValueTask.CompletedTask;

    public ValueTask<IReadOnlyList<StoreItem>> SearchAsync(StoreQuery query, CancellationToken cancellationToken) => inner.SearchAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<StoreNamespace>> ListNamespacesAsync(StoreNamespaceQuery query, CancellationToken cancellationToken) =>
        inner.ListNamespacesAsync(query, cancellationToken);

    public ValueTask<long> RemoveExpiredAsync(CancellationToken cancellationToken) =>
        attempt.Task.Loop.Run.Watch is null ? inner.RemoveExpiredAsync(cancellationToken) : new(0L);
}
