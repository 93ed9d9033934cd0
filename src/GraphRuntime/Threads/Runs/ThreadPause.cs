namespace GraphRuntime;

/// <summary>What a thread waits for.</summary>
/// <param name="Reason">
/// <see cref="RunStatusReason.Paused"/> at a breakpoint, <see cref="RunStatusReason.AwaitingAnswer"/> for a question, <see cref="RunStatusReason.NodePaused"/> where a node
/// paused on a condition.
/// </param>
/// <param name="InterruptIds">The ids of the open questions, in order; empty for any other reason.</param>
public sealed record ThreadPause(RunStatusReason Reason, IReadOnlyList<string> InterruptIds);
