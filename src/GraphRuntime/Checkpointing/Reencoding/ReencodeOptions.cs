namespace GraphRuntime.Checkpointing;

/// <summary>How stored content is encoded again.</summary>
public sealed record ReencodeOptions
{
    /// <summary>What is encoded again; by default everything. Name those parts only that the codec covers.</summary>
    public StoredParts Parts { get; init; } = StoredParts.All;

    /// <summary>How many records are read and written in one step; 100 by default.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>How long to rest between two steps; not at all by default.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Goes on behind a <see cref="ReencodeReport.Position"/> of an earlier call; <see langword="null"/>, the default, begins at the beginning.</summary>
    public string? After { get; init; }

    /// <summary>
    /// Called for each value that the codec could not decode; it stays as it is, and the work goes on. The message names the record, never its content. With
    /// <see langword="null"/>, the default, the first such value ends the work.
    /// </summary>
    public Action<StorageException>? Undecodable { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1, nameof(BatchSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(Delay, TimeSpan.Zero, nameof(Delay));
    }
}
