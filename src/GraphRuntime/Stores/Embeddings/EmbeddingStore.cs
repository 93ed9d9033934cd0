namespace GraphRuntime.Stores;

/// <summary>Computes embedding vectors before values are stored.</summary>
internal sealed class EmbeddingStore(IStore inner, StoreEmbeddingOptions options) : IStore
{
    public ValueTask<IReadOnlyList<StoreItem?>> ReadAsync(StoreRead read, CancellationToken cancellationToken) => inner.ReadAsync(read, cancellationToken);

    public async ValueTask WriteAsync(StoreWriteBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var texts = batch.Writes.Select(Texts).ToArray();
        var vectors = await EmbedAsync([.. texts.SelectMany(own => own)], cancellationToken).ConfigureAwait(false);
        var next = 0;
        var writes = batch.Writes.Select((write, i) =>
        {
            var own = vectors.Skip(next).Take(texts[i].Length).ToArray();
            next += own.Length;
            return own.Length == 0 ? write : write with { Vectors = own };
        }).ToArray();
        await inner.WriteAsync(batch with { Writes = writes }, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<StoreItem>> SearchAsync(StoreQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Text is not { } text)
        {
            return await inner.SearchAsync(query, cancellationToken).ConfigureAwait(false);
        }

        if (query.Vector.Length > 0)
        {
            throw new ArgumentException("The query has a text and a vector. Give one of them.", nameof(query));
        }

        var vectors = await EmbedAsync([text], cancellationToken).ConfigureAwait(false);
        return await inner.SearchAsync(query with { Text = null, Vector = vectors[0] }, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<StoreNamespace>> ListNamespacesAsync(StoreNamespaceQuery query, CancellationToken cancellationToken) =>
        inner.ListNamespacesAsync(query, cancellationToken);

    public ValueTask<long> RemoveExpiredAsync(CancellationToken cancellationToken) => inner.RemoveExpiredAsync(cancellationToken);

    /// <summary>The texts of a put that brings no vectors of its own.</summary>
    private string[] Texts(StoreWrite write) =>
        write.Value is { } value && write.Vectors.Count == 0 ? [.. EmbeddedText.Of(value, options.Fields)] : [];

    private async ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(string[] texts, CancellationToken cancellationToken)
    {
        if (texts.Length == 0)
        {
            return [];
        }

        var vectors = await options.Embed(texts, cancellationToken).ConfigureAwait(false);
        if (vectors.Count != texts.Length)
        {
            throw new StorageException(
                StorageProblem.Misuse, $"The embedding delegate was given {texts.Length} texts and returned {vectors.Count} vectors. Return one for each text, in the same order.");
        }

        return vectors;
    }
}
