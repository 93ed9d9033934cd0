namespace GraphRuntime;

/// <summary>What was left undone when a new input came.</summary>
/// <param name="Nodes">The nodes that were going to run or had not finished, in order.</param>
/// <param name="WasWaiting">True if the thread was waiting at a breakpoint or for an answer; false if the run before was displaced, cancelled, or failed.</param>
public sealed record Preemption(IReadOnlyList<string> Nodes, bool WasWaiting);
