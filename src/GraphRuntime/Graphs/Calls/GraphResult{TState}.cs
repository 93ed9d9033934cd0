namespace GraphRuntime;

/// <summary>How a run ended.</summary>
/// <typeparam name="TState">The state.</typeparam>
public sealed record GraphResult<TState>
    where TState : class
{
    /// <summary>The state at the end, with the output channels only. After a pause it shows the writes of tasks that had finished.</summary>
    public required TState State { get; init; }

    /// <summary>True where the run waits at a breakpoint or for an answer.</summary>
    public bool IsPaused { get; init; }

    /// <summary>True where the run stopped between two supersteps because its host stops.</summary>
    internal bool IsDrained { get; init; }

    /// <summary>The questions that wait for an answer; empty at a static breakpoint.</summary>
    public IReadOnlyList<Interrupt> Interrupts { get; init; } = [];

    /// <summary>The nodes that run when the run is resumed.</summary>
    public IReadOnlyList<string> Next { get; init; } = [];

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The checkpoint where the run ended, or <see langword="null"/> without a checkpointer.</summary>
    public long? CheckpointId { get; init; }
}
