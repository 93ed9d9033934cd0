namespace GraphRuntime.Threads;

/// <summary>What a displacement did to a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Kind">What was asked for.</param>
/// <param name="WasRunning">Whether the run was running, so that its owner still has to stop.</param>
public readonly record struct RunChange(string RunId, DisplacementKind Kind, bool WasRunning);
