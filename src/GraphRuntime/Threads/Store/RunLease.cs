namespace GraphRuntime.Threads;

/// <summary>The proof of owning a run: every write of a run carries it and is refused once the lease has ended.</summary>
/// <param name="ThreadId">The thread.</param>
/// <param name="RunId">The run.</param>
/// <param name="Epoch">The epoch that the claim gave to the thread.</param>
public readonly record struct RunLease(string ThreadId, string RunId, long Epoch);
