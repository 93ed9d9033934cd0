namespace GraphRuntime;

/// <summary>How a coordinator is doing, for a health check.</summary>
public sealed record CoordinatorHealth
{
    /// <summary>The incarnation of the process, as it stands in leases.</summary>
    public required string Owner { get; init; }

    /// <summary>True between start and stop.</summary>
    public required bool Started { get; init; }

    /// <summary>True while the host stops and runs are given back.</summary>
    public required bool Draining { get; init; }

    /// <summary>How many runs this process executes.</summary>
    public required int ActiveRuns { get; init; }

    /// <summary>How many it executes at most.</summary>
    public required int MaxConcurrentRuns { get; init; }

    /// <summary>Graphs that this process does not have, of runs that wait for a process that has them.</summary>
    public IReadOnlyList<string> WaitingGraphs { get; init; } = [];

    /// <summary>When the store last answered a worker; <see langword="null"/> before the first time.</summary>
    public DateTimeOffset? LastStoreContact { get; init; }

    /// <summary>The kind of the last failure of the store since it last answered; <see langword="null"/> if it works.</summary>
    public StorageProblem? StoreProblem { get; init; }
}
