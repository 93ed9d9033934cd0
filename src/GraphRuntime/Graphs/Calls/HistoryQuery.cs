using GraphRuntime.Checkpointing;

namespace GraphRuntime;

/// <summary>Which part of a history to read. Every property that is set narrows it.</summary>
public sealed record HistoryQuery
{
    /// <summary>At most this many; <see langword="null"/> for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Only checkpoints older than this one.</summary>
    public long? Before { get; init; }

    /// <summary>Only checkpoints made for this reason.</summary>
    public CheckpointSource? Source { get; init; }

    /// <summary>Only checkpoints of this superstep.</summary>
    public int? Step { get; init; }

    /// <summary>Only checkpoints made by this run.</summary>
    public string? RunId { get; init; }

    /// <summary>Only checkpoints whose metadata has these scalars.</summary>
    public IReadOnlyDictionary<string, object?>? Metadata { get; init; }
}
