using GraphRuntime.Checkpointing;

namespace GraphRuntime.Stores;

/// <summary>A store whose values are encoded. A value below is a JSON object with one string, as stores take nothing else.</summary>
internal sealed class EncodedStore(IStore inner, ICheckpointCodec codec) : IStore
{
    private const int PageSize = 256;

    private readonly ContentCodec _codec = new(codec);

    public async ValueTask<IReadOnlyList<StoreItem?>> ReadAsync(StoreRead read, CancellationToken cancellationToken) =>
        [.. (await inner.ReadAsync(read, cancellationToken).ConfigureAwait(false)).Select(item => item is null ? null : Decode(item))];

    public ValueTask WriteAsync(StoreWriteBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return inner.WriteAsync(batch with { Writes = [.. batch.Writes.Select(Encode)] }, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<StoreItem>> SearchAsync(StoreQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return query.Filters.Count > 0
            ? await FilterAsync(query, cancellationToken).ConfigureAwait(false)
            : [.. (await inner.SearchAsync(query, cancellationToken).ConfigureAwait(false)).Select(Decode)];
    }

    public ValueTask<IReadOnlyList<StoreNamespace>> ListNamespacesAsync(StoreNamespaceQuery query, CancellationToken cancellationToken) =>
        inner.ListNamespacesAsync(query, cancellationToken);

    public ValueTask<long> RemoveExpiredAsync(CancellationToken cancellationToken) => inner.RemoveExpiredAsync(cancellationToken);

    /// <summary>The store below cannot look into values: its items come page by page, in its order, and are chosen here.</summary>
    private async ValueTask<IReadOnlyList<StoreItem>> FilterAsync(StoreQuery query, CancellationToken cancellationToken)
    {
        var found = new List<StoreItem>();
        var skip = query.Offset;
        var page = query with { Filters = [], Limit = PageSize, Offset = 0, RefreshTimeToLive = false };
        while (found.Count < query.Limit)
        {
            var items = await inner.SearchAsync(page, cancellationToken).ConfigureAwait(false);
            foreach (var item in items.Select(Decode).Where(item => StoreValue.Fits(item.Value.Span, query.Filters)))
            {
                if (skip-- <= 0 && found.Count < query.Limit)
                {
                    found.Add(item);
                }
            }

            if (items.Count < PageSize)
            {
                break;
            }

            page = page with { Offset = page.Offset + PageSize };
        }

        if (query.RefreshTimeToLive && found.Count > 0)
        {
            await inner.ReadAsync(new StoreRead { Keys = [.. found.Select(static item => item.Key)], RefreshTimeToLive = true }, cancellationToken).ConfigureAwait(false);
        }

        return found;
    }

    private StoreWrite Encode(StoreWrite write)
    {
        if (write.Value is not { } value)
        {
            return write;
        }

        return StoreWrite.Put(write.Key, EncodedItem.Wrap(_codec.Encode(value).Span)) with { TimeToLive = write.TimeToLive, Vectors = write.Vectors };
    }

    // A value that was stored before there was a codec is for the codec to accept or refuse, like all other content.
    private StoreItem Decode(StoreItem item) => item with { Value = _codec.Decode(EncodedItem.Unwrap(item.Value), $"item '{item.Key}'") };
}
