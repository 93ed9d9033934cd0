namespace GraphRuntime.Testing;

/// <summary>A run that a <see cref="Simulation"/> submits.</summary>
/// <param name="ThreadId">The thread.</param>
/// <param name="GraphName">The graph.</param>
/// <param name="Input">The input.</param>
/// <param name="Options">The options; <see cref="RunOptions.RunId"/> is set by the simulation.</param>
public sealed record SimulatedMessage(string ThreadId, string GraphName, GraphInput Input, RunOptions Options);
