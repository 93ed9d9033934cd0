using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>What happened to a run: it was admitted, started, ended, displaced. Part of the events of a thread only.</summary>
public sealed record LifecycleEvent : GraphEvent
{
    /// <summary>What happened. It says which of the other properties mean something.</summary>
    public required RunFactKind Kind { get; init; }

    /// <summary>With <see cref="RunFactKind.Admitted"/>: the graph.</summary>
    public string? GraphName { get; init; }

    /// <summary>With <see cref="RunFactKind.Admitted"/>: the strategy.</summary>
    public MultitaskStrategy Strategy { get; init; }

    /// <summary>With <see cref="RunFactKind.Started"/>: the attempt, beginning with 1.</summary>
    public int Attempt { get; init; }

    /// <summary>With <see cref="RunFactKind.Ended"/>: the final status.</summary>
    public RunStatus Status { get; init; }

    /// <summary>With <see cref="RunFactKind.Ended"/>, <see cref="RunFactKind.Released"/> and <see cref="RunFactKind.Displaced"/>: why.</summary>
    public RunStatusReason Reason { get; init; }

    /// <summary>With <see cref="RunFactKind.Ended"/>: what went wrong, or <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>With <see cref="RunFactKind.Asked"/>: the questions.</summary>
    public IReadOnlyList<Interrupt> Questions { get; init; } = [];

    /// <summary>With <see cref="RunFactKind.Answered"/> and <see cref="RunFactKind.Discarded"/>: the ids of the questions.</summary>
    public IReadOnlyList<string> QuestionIds { get; init; } = [];
}
