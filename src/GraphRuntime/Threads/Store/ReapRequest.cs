namespace GraphRuntime.Threads;

/// <summary>Asks for the runs whose owner is gone or does not stop.</summary>
/// <param name="Limit">At most this many runs in one call.</param>
/// <param name="Backoff">How long a run that lost its owner waits after its first attempt; doubled with every further one.</param>
/// <param name="MaxBackoff">The upper bound of that wait.</param>
public sealed record ReapRequest(int Limit, TimeSpan Backoff, TimeSpan MaxBackoff);
