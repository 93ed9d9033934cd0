namespace GraphRuntime.Testing;

/// <summary>The times of simulated coordinators. They look around seldom, so that few events are spent on looking while nothing happens.</summary>
internal static class SimulatedTimes
{
    /// <summary>
    /// The number of the attempt that processes treat as the last one. The store allows more, so that a run never ends because it lost its owners, and yet most
    /// runs that lost one go through the quarantine. A failure of the store in that attempt ends the run.
    /// </summary>
    public const int LastAttempt = 2;

    public static CoordinatorOptions Options { get; } = new()
    {
        MaxAttempts = 1000,
        CancellationGrace = TimeSpan.FromSeconds(5),
        LeaseDuration = TimeSpan.FromSeconds(30),
        HeartbeatInterval = TimeSpan.FromSeconds(10),
        ReapInterval = TimeSpan.FromSeconds(12),
        PollInterval = TimeSpan.FromSeconds(12),
    };
}
