namespace GraphRuntime;

/// <summary>What a thread waits for.</summary>
/// <param name="Reason"><see cref="RunStatusReason.Paused"/> at a breakpoint, <see cref="RunStatusReason.AwaitingAnswer"/> for a question.</param>
/// <param name="InterruptIds">The ids of the open questions, in order; empty at a breakpoint.</param>
public sealed record ThreadPause(RunStatusReason Reason, IReadOnlyList<string> InterruptIds);
