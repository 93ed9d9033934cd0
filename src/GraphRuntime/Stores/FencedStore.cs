namespace GraphRuntime.Stores;

/// <summary>Gives every batch that has no token of its own the same one.</summary>
internal sealed class FencedStore(IStore inner, StoreWriteToken token) : IStore
{
    public ValueTask<IReadOnlyList<StoreItem?>> ReadAsync(StoreRead read, CancellationToken cancellationToken) => inner.ReadAsync(read, cancellationToken);

    public ValueTask WriteAsync(StoreWriteBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return inner.WriteAsync(batch with { Token = batch.Token ?? token }, cancellationToken);
    }

    public ValueTask<IReadOnlyList<StoreItem>> SearchAsync(StoreQuery query, CancellationToken cancellationToken) => inner.SearchAsync(query, cancellationToken);

    public ValueTask<IReadOnlyList<StoreNamespace>> ListNamespacesAsync(StoreNamespaceQuery query, CancellationToken cancellationToken) =>
        inner.ListNamespacesAsync(query, cancellationToken);

    public ValueTask<long> RemoveExpiredAsync(CancellationToken cancellationToken) => inner.RemoveExpiredAsync(cancellationToken);
}
