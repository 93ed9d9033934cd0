namespace GraphRuntime.Testing;

/// <summary>The times of simulated coordinators. They look around seldom, so that few events are spent on looking while nothing happens.</summary>
internal static class SimulatedTimes
{
    /// <summary>
    /// Which attempt processes take for the last one. The store does not: no run is given up, so that everything has to end well, and yet most that lost their
    /// owner go through the quarantine.
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
