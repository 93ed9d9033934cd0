namespace GraphRuntime.Execution;

/// <summary>How a loop ended.</summary>
/// <param name="End">The kind of end.</param>
/// <param name="Interrupts">The open questions.</param>
/// <param name="Commands">The commands for the graph one level up, in the order of the tasks that sent them.</param>
internal readonly record struct LoopResult(LoopEnd End, IReadOnlyList<Interrupt> Interrupts, IReadOnlyList<Command>? Commands = null);
