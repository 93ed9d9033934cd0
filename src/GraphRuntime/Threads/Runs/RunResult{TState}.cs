using System.Diagnostics.CodeAnalysis;

namespace GraphRuntime;

/// <summary>How a run ended, with the state of its graph.</summary>
/// <typeparam name="TState">The state of the graph.</typeparam>
public sealed record RunResult<TState>
    where TState : class
{
    internal RunResult()
    {
    }

    /// <summary>The run as it ended.</summary>
    public required RunInfo Run { get; init; }

    /// <summary>
    /// The state where the run ended or waits, with the output channels only. <see langword="null"/> where it ended in another way, where another run has taken its input, and where the
    /// checkpoint that has a large state was pruned.
    /// </summary>
    public required TState? State { get; init; }

    /// <summary>Whether there is a state.</summary>
    [MemberNotNullWhen(true, nameof(State))]
    public bool HasState => State is not null;

    /// <summary>Where the run stands; final.</summary>
    public RunStatus Status => Run.Status;

    /// <summary>Why, where the status covers several causes.</summary>
    public RunStatusReason Reason => Run.Reason;

    /// <summary>True where the run waits at a breakpoint, for an answer, or on a condition.</summary>
    public bool IsPaused => Reason is RunStatusReason.Paused or RunStatusReason.AwaitingAnswer or RunStatusReason.NodePaused;

    /// <summary>The questions that the run stopped at. They stay with the run when they have been answered.</summary>
    public IReadOnlyList<Interrupt> Questions => [.. Run.Interrupts.Where(static one => one.IsAnswerable)];

    /// <summary>What went wrong, or <see langword="null"/>.</summary>
    public string? Error => Run.Error;
}
