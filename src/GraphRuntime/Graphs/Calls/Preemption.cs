namespace GraphRuntime;

/// <summary>What was left undone, or for later, when a new input came.</summary>
/// <param name="Nodes">The nodes that were going to run or had not finished, in order.</param>
/// <param name="WasWaiting">True if the thread was waiting at a breakpoint or for an answer; false if the run before was displaced, cancelled, or failed.</param>
public sealed record Preemption(IReadOnlyList<string> Nodes, bool WasWaiting)
{
    /// <summary>
    /// What tasks of the superstep that was left had written when they finished, in the order of the tasks. It is dropped with the superstep, unless the
    /// repair writes it.
    /// </summary>
    public IReadOnlyList<StateUpdate> Finished { get; init; } = [];

    /// <summary>
    /// What is kept of tasks that handed something over with <see cref="NodeContext.KeepOnInterrupt"/> before the run was stopped, in the order of the tasks: the partial result,
    /// or the whole one of a task that had finished. The state has it already.
    /// </summary>
    public IReadOnlyList<StateUpdate> Kept { get; init; } = [];

    /// <summary>
    /// What tasks had emitted that had not finished when the run before was stopped, by another run or by a caller: what its readers have seen of work that is not in the
    /// state. In the order of the tasks; only those that had emitted something. It is recorded for graphs that have a repair, whether there was a reader or not.
    /// </summary>
    public IReadOnlyList<TaskEmissions> Emitted { get; init; } = [];

    /// <summary>
    /// Whether the superstep goes on later, because the new input is more urgent (<see cref="MultitaskStrategy.Preempt"/>). Then <see cref="Finished"/> and <see cref="Kept"/>
    /// are empty: what its tasks have written, or will write, becomes part of the state when it has gone on. <see cref="Emitted"/> is there: its tasks will emit it again.
    /// </summary>
    public bool GoesOn { get; init; }
}
