namespace GraphRuntime.Threads;

/// <summary>A run together with its lease.</summary>
/// <param name="Lease">The lease.</param>
/// <param name="Run">The run.</param>
/// <param name="Owed">The displaced runs of the thread with a smaller sequence whose input is owed, by sequence; it is applied before the run.</param>
public sealed record ClaimedRun(RunLease Lease, StoredRun Run, IReadOnlyList<StoredRun> Owed);
