namespace GraphRuntime.Execution;

/// <summary>A checkpoint inside a subgraph that a run goes back to.</summary>
/// <param name="CheckpointId">The checkpoint.</param>
/// <param name="Forks">Whether the run was asked to go on from this very checkpoint: what its tasks had left there is forgotten.</param>
internal sealed record RunPosition(long CheckpointId, bool Forks);
