using GraphRuntime.Stores;

namespace GraphRuntime.Testing;

/// <summary>A long-term store whose calls go over a path.</summary>
internal sealed class InterceptedStore(IStore inner, ICallPath path) : IStore
{
    public ValueTask<IReadOnlyList<StoreItem?>> ReadAsync(StoreRead read, CancellationToken cancellationToken) =>
        path.ReadAsync(null, () => inner.ReadAsync(read, cancellationToken), cancellationToken);

    public ValueTask WriteAsync(StoreWriteBatch batch, CancellationToken cancellationToken) =>
        path.WriteAsync(batch?.Token?.ThreadId, () => inner.WriteAsync(batch!, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyList<StoreItem>> SearchAsync(StoreQuery query, CancellationToken cancellationToken) =>
        path.ReadAsync(null, () => inner.SearchAsync(query, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyList<StoreNamespace>> ListNamespacesAsync(StoreNamespaceQuery query, CancellationToken cancellationToken) =>
        path.ReadAsync(null, () => inner.ListNamespacesAsync(query, cancellationToken), cancellationToken);

    public ValueTask<long> RemoveExpiredAsync(CancellationToken cancellationToken) =>
        path.WriteAsync(null, () => inner.RemoveExpiredAsync(cancellationToken), cancellationToken);
}
