namespace GraphRuntime.Studio;

/// <summary>The state of a graph at a checkpoint.</summary>
internal sealed record StateView
{
    public required string ThreadId { get; init; }

    public string? Graph { get; init; }

    public long? CheckpointId { get; init; }

    public long? ParentId { get; init; }

    public string Namespace { get; init; } = "";

    public IReadOnlyList<string> Path { get; init; } = [];

    public int? Step { get; init; }

    public string? Source { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public string? RunId { get; init; }

    public IReadOnlyList<string> Next { get; init; } = [];

    /// <summary>Paths of the nodes that run next, in the innermost open subgraphs.</summary>
    public IReadOnlyList<string> NextPaths { get; init; } = [];

    public ValueView Values { get; init; } = ValueView.Null;

    public int Bytes { get; init; }

    /// <summary>The channels that differ from the checkpoint before.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    public IReadOnlyList<TaskView> Tasks { get; init; } = [];
}

/// <summary>A task that starts from a checkpoint.</summary>
internal sealed record TaskView
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Path { get; init; }

    public string? Error { get; init; }

    public bool IsFinished { get; init; }

    public bool WasHandled { get; init; }

    public ValueView? Writes { get; init; }

    public IReadOnlyList<QuestionView> Questions { get; init; } = [];

    public string? Namespace { get; init; }

    public StateView? Subgraph { get; init; }
}

/// <summary>A checkpoint in the line of a thread.</summary>
internal sealed record CheckpointView(
    long Id, long? ParentId, int Step, string Source, DateTimeOffset? CreatedAt, string? RunId, IReadOnlyList<string> Next, bool IsHead, string? Studio);

/// <summary>A part of a value.</summary>
internal sealed record ValueSlice(string Pointer, ValueView Value, int Offset, int Total);

/// <summary>What differs between two checkpoints.</summary>
internal sealed record StateDiff(long From, long To, IReadOnlyList<ChangeView> Changes, bool Truncated);

/// <summary>A value that differs: <c>added</c>, <c>removed</c> or <c>changed</c>.</summary>
internal sealed record ChangeView(string Pointer, string Kind, ValueView? Before, ValueView? After);
