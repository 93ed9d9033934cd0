namespace GraphRuntime.Checkpointing;

/// <summary>The fixed part of a checkpoint: everything but the values of its channels.</summary>
public sealed record CheckpointRecord
{
    /// <summary>The id: a number that grows by at least one with every checkpoint of the namespace and is never used twice, also when its thread is deleted.</summary>
    public required long Id { get; init; }

    /// <summary>The checkpoint it was made from, or 0.</summary>
    public long ParentId { get; init; }

    /// <summary>The number of the superstep; -1 for the first input of a thread.</summary>
    public required int Step { get; init; }

    /// <summary>Why it was made.</summary>
    public required CheckpointSource Source { get; init; }

    /// <summary>The run that made it, or <see langword="null"/>.</summary>
    public string? RunId { get; init; }

    /// <summary>When it was made (UTC, microsecond precision is kept).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>True where the run stopped at a breakpoint when it made the checkpoint; see <see cref="PruneOptions.KeepPaused"/>.</summary>
    public bool Paused { get; init; }

    /// <summary>Caller's metadata as one UTF-8 JSON object of scalars, or empty. It can be filtered on.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>The engine's own part (what runs next); opaque to the store.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The writes of the tasks that led to this checkpoint; opaque to the store, and empty where there were none.</summary>
    public ReadOnlyMemory<byte> Results { get; init; }

    /// <summary>Where the value of each channel is found. A channel without a value has no entry.</summary>
    public IReadOnlyList<ChannelReference> Channels { get; init; } = [];
}
