namespace GraphRuntime.Threads;

/// <summary>Asks for runs to execute.</summary>
/// <param name="Owner">The incarnation of the process that asks; never used by two at once.</param>
/// <param name="Lease">How long the lease lasts without renewal.</param>
/// <param name="Limit">At most this many runs; at least 1.</param>
public sealed record RunClaim(string Owner, TimeSpan Lease, int Limit);
