using GraphRuntime.Execution;
using GraphRuntime.Stores;

namespace GraphRuntime;

/// <summary>The long-term store as an attempt sees it: once the attempt has ended its code writes nothing more.</summary>
internal sealed class AttemptStore(TaskAttempt attempt, IStore inner) : IStore
{
    public ValueTask<IReadOnlyList<StoreItem?>> ReadAsync(StoreRead read, CancellationToken cancellationToken) => inner.ReadAsync(read, cancellationToken);

    public ValueTask WriteAsync(StoreWriteBatch batch, CancellationToken cancellationToken) => attempt.WriteAsync(() => inner.WriteAsync(batch, cancellationToken));

    public ValueTask<IReadOnlyList<StoreItem>> SearchAsync(StoreQuery query, CancellationToken cancellationToken) => inner.SearchAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<StoreNamespace>> ListNamespacesAsync(StoreNamespaceQuery query, CancellationToken cancellationToken) =>
        inner.ListNamespacesAsync(query, cancellationToken);

    public ValueTask<long> RemoveExpiredAsync(CancellationToken cancellationToken) => inner.RemoveExpiredAsync(cancellationToken);
}
