namespace GraphRuntime.Threads.Ledger;

/// <summary>How much is removed with a run.</summary>
internal readonly record struct RemovedCounts(int Checkpoints, int Writes, int Events);
