namespace GraphRuntime.Execution;

/// <summary>Where a namespace stood when a run began with it.</summary>
/// <param name="CheckpointId">The checkpoint that was loaded, or 0.</param>
/// <param name="LastId">The largest id that was used.</param>
/// <param name="WasForked">Whether the run made a fork of that checkpoint and left behind what had started from it.</param>
internal readonly record struct LoopOrigin(long CheckpointId, long LastId, bool WasForked = false);
