namespace GraphRuntime.Checkpointing;

/// <summary>A column with content.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Change">Gives what is to be stored instead of a value, null where it is to stay, and <see cref="ContentRecoder.OtherLength"/> where its log must be replaced.</param>
internal sealed record ContentColumn(string Name, Func<ContentRecoder, object, object?> Change)
{
    /// <summary>What is read; null where there is no content.</summary>
    public string Source { get; init; } = Name;

    /// <summary>Whether its values are text.</summary>
    public bool IsText { get; init; }
}

/// <summary>The content of one row, in the order of the columns; null where there is none.</summary>
internal sealed record ContentRow(object[] Key, object?[] Values);

/// <summary>What is to be stored instead of the content of a row, in the order of the columns; null where nothing changes.</summary>
internal sealed record ContentChange(ContentRow Row, object?[] Values);

/// <summary>The kind of a column that a key consists of.</summary>
internal enum ContentKey
{
    Number,
    Text,
    Bytes,
}

/// <summary>A table of a database with content, as it is encoded again.</summary>
internal abstract class ContentTable(StoredParts part, string name, ContentKey[] keys, ContentColumn[] columns)
{
    public StoredParts Part => part;

    public string Name => name;

    public IReadOnlyList<ContentKey> Keys => keys;

    public IReadOnlyList<ContentColumn> Columns => columns;

    /// <summary>The next rows behind a key, in the order of keys.</summary>
    public abstract ValueTask<List<ContentRow>> ReadAsync(object[]? after, int limit, CancellationToken cancellationToken);

    /// <summary>Stores what is still as it was read; says of each change whether it was.</summary>
    public abstract ValueTask<IReadOnlyList<bool>> SwapAsync(IReadOnlyList<ContentChange> changes, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the log that a row is a part of as a whole, as its pieces get other lengths, and with it what checkpoints say of lengths. False where the thread was not at rest.
    /// </summary>
    public virtual ValueTask<bool> ReplaceLogAsync(ContentRow row, ContentRecoder recoder, CancellationToken cancellationToken) => ValueTask.FromResult(false);
}
