namespace GraphRuntime.Threads.Ledger;

/// <summary>A lease that was taken away by the erasure of its run. No run of the thread is claimed before the moment, unless the owner reports that it has stopped.</summary>
/// <param name="RunId">The erased run.</param>
/// <param name="Epoch">The epoch of the lease.</param>
/// <param name="Until">The moment.</param>
internal sealed record DrainingLease(string RunId, long Epoch, DateTimeOffset Until);
