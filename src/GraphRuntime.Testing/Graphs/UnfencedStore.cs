using GraphRuntime.Stores;

namespace GraphRuntime.Testing;

/// <summary>The store of a thread that nobody else can own: it does not ask who writes, and so needs not know the checkpointer of the test.</summary>
internal sealed class UnfencedStore(IStore inner) : IStore
{
    public ValueTask<IReadOnlyList<StoreItem?>> ReadAsync(StoreRead read, CancellationToken cancellationToken) => inner.ReadAsync(read, cancellationToken);

    public ValueTask WriteAsync(StoreWriteBatch batch, CancellationToken cancellationToken) => inner.WriteAsync(batch with { Token = null }, cancellationToken);

    public ValueTask<IReadOnlyList<StoreItem>> SearchAsync(StoreQuery query, CancellationToken cancellationToken) => inner.SearchAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<StoreNamespace>> ListNamespacesAsync(StoreNamespaceQuery query, CancellationToken cancellationToken) =>
        inner.ListNamespacesAsync(query, cancellationToken);

    public ValueTask<long> RemoveExpiredAsync(CancellationToken cancellationToken) => inner.RemoveExpiredAsync(cancellationToken);
}
