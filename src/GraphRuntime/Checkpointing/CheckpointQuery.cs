namespace GraphRuntime.Checkpointing;

/// <summary>Selects the checkpoints to list.</summary>
public sealed record CheckpointQuery
{
    /// <summary>The thread and namespace.</summary>
    public required CheckpointAddress Address { get; init; }

    /// <summary>Only checkpoints with a smaller id; <see langword="null"/> for all.</summary>
    public long? Before { get; init; }

    /// <summary>At most this many; <see langword="null"/> for all.</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public int? Limit { get; init; }

    /// <summary>Only checkpoints made for this reason.</summary>
    public CheckpointSource? Source { get; init; }

    /// <summary>Only checkpoints of this superstep.</summary>
    public int? Step { get; init; }

    /// <summary>Only checkpoints made by this run.</summary>
    public string? RunId { get; init; }

    /// <summary>
    /// Only checkpoints whose metadata has all these entries. Each value is the UTF-8 JSON of a scalar, compared by JSON equality.
    /// Keys and values reach a database as parameters.
    /// </summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Metadata { get; init; } = new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <summary>Whether the values of the channels are read; without them <see cref="StoredCheckpoint.Channels"/> is empty.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool IncludeValues { get; init; } = true;
}
