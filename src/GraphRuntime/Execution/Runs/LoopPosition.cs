using GraphRuntime.Checkpointing;

namespace GraphRuntime.Execution;

/// <summary>Where a graph stands among the checkpoints of its namespace. A position never changes: a commit leads to the next one.</summary>
internal readonly record struct LoopPosition()
{
    /// <summary>The checkpoint that the next one is made from; 0 for none.</summary>
    public long CheckpointId { get; init; }

    /// <summary>The parent of that checkpoint.</summary>
    public long ParentId { get; init; }

    /// <summary>The head of the namespace as this writer knows it.</summary>
    public long Head { get; init; }

    /// <summary>The largest id used so far.</summary>
    public long LastId { get; init; }

    /// <summary>The superstep that runs next.</summary>
    public int Step { get; init; } = -1;

    /// <summary>What made the checkpoint.</summary>
    public CheckpointSource Source { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The checkpoints that the superstep which runs next was moved from, the first one first; empty where it starts from the present one.</summary>
    public IReadOnlyList<long> MovedFrom { get; init; } = [];

    /// <summary>The position at a stored checkpoint of the same namespace.</summary>
    public LoopPosition GoTo(CheckpointRecord record, IReadOnlyList<long> movedFrom) => this with
    {
        CheckpointId = record.Id,
        ParentId = record.ParentId,
        Step = record.Step + 1,
        Source = record.Source,
        CreatedAt = record.CreatedAt,
        MovedFrom = movedFrom,
    };

    /// <summary>The position in a namespace of which nothing was taken over yet.</summary>
    public LoopPosition Before() => new() { Head = Head, LastId = LastId };

    /// <summary>The position beside the present checkpoint: the next one has the same parent.</summary>
    public LoopPosition AtParent() => this with { CheckpointId = ParentId };

    /// <summary>The position once the next checkpoint was made.</summary>
    /// <param name="source">What makes it.</param>
    /// <param name="replaces">Whether it takes the place of the present one, which was never stored.</param>
    /// <param name="createdAt">The time.</param>
    /// <param name="movedFrom">The checkpoints that its superstep was moved from.</param>
    public LoopPosition Next(CheckpointSource source, bool replaces, DateTimeOffset createdAt, IReadOnlyList<long> movedFrom) => new()
    {
        CheckpointId = LastId + 1,
        ParentId = replaces ? ParentId : CheckpointId,
        Head = Head,
        LastId = LastId + 1,
        Step = Step + 1,
        Source = source,
        CreatedAt = createdAt,
        MovedFrom = movedFrom,
    };
}
