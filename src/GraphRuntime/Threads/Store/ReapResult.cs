namespace GraphRuntime.Threads;

/// <summary>What a reaper did.</summary>
/// <param name="Runs">The runs as they are now: pending again, interrupted, or poisoned.</param>
/// <param name="NextIn">How long until the next lease or grace period of any run ends; zero if more are due now, <see langword="null"/> if no run is running.</param>
public sealed record ReapResult(IReadOnlyList<StoredRun> Runs, TimeSpan? NextIn);
