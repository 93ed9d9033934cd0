namespace GraphRuntime.Threads;

/// <summary>A lease that was renewed.</summary>
/// <param name="Lease">The lease.</param>
/// <param name="Signal">What the owner is asked to do.</param>
public readonly record struct LeaseState(RunLease Lease, RunSignal Signal);
