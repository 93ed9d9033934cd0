namespace GraphRuntime.Execution;

/// <summary>How a loop ended.</summary>
/// <param name="End">The kind of end.</param>
/// <param name="Interrupts">The open questions.</param>
/// <param name="Command">The command for the graph one level up.</param>
internal readonly record struct LoopResult(LoopEnd End, IReadOnlyList<Interrupt> Interrupts, Command? Command = null);
