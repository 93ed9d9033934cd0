namespace GraphRuntime.Threads;

/// <summary>A run together with its lease.</summary>
/// <param name="Lease">The lease.</param>
/// <param name="Run">The run.</param>
/// <param name="Owed">
/// The runs of the thread whose input is owed and applied before the run, by sequence: displaced ones with a smaller sequence, and those whose input another run has taken
/// (<see cref="RunStatusReason.Steered"/>).
/// </param>
public sealed record ClaimedRun(RunLease Lease, StoredRun Run, IReadOnlyList<StoredRun> Owed);
