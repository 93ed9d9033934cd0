using GraphRuntime.Stores;

namespace GraphRuntime.Policies.Tests;

/// <summary>A long-term store in front of which writes can be held up.</summary>
internal sealed class StallingStore(IStore inner, Func<Task> beforeWrite) : IStore
{
    public ValueTask<IReadOnlyList<StoreItem?>> ReadAsync(StoreRead read, CancellationToken cancellationToken) => inner.ReadAsync(read, cancellationToken);

    public async ValueTask WriteAsync(StoreWriteBatch batch, CancellationToken cancellationToken)
    {
        await beforeWrite();
        await inner.WriteAsync(batch, cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoreItem>> SearchAsync(StoreQuery query, CancellationToken cancellationToken) => inner.SearchAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<StoreNamespace>> ListNamespacesAsync(StoreNamespaceQuery query, CancellationToken cancellationToken) =>
        inner.ListNamespacesAsync(query, cancellationToken);

    public ValueTask<long> RemoveExpiredAsync(CancellationToken cancellationToken) => inner.RemoveExpiredAsync(cancellationToken);
}
