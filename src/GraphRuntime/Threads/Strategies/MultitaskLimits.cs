namespace GraphRuntime.Threads;

/// <summary>The bounds that a strategy keeps.</summary>
/// <param name="MaxQueued">How many runs of a thread may be pending.</param>
/// <param name="Grace">How long a displaced running run may take to stop.</param>
/// <param name="GuardWait">How long a guarded run may keep a strategy waiting.</param>
/// <param name="WhenGuarded">What happens at a guard.</param>
/// <param name="MaxPreemptionDepth">How many runs may go before one another.</param>
internal readonly record struct MultitaskLimits(
    int MaxQueued, TimeSpan Grace, TimeSpan GuardWait = default, GuardedStrategy WhenGuarded = GuardedStrategy.Enqueue, int MaxPreemptionDepth = 3);
