namespace GraphRuntime.Studio;

/// <summary>How the runtime is doing.</summary>
internal sealed record OperationsView(DateTimeOffset Time, HealthView Health, ThreadCounts Threads, IReadOnlyList<BusyThread> Busy, IReadOnlyList<StuckRun> Stuck);

/// <summary>How this process is doing.</summary>
internal sealed record HealthView(
    string Owner, bool Started, bool Draining, int ActiveRuns, int MaxConcurrentRuns, IReadOnlyList<string> WaitingGraphs, DateTimeOffset? LastStoreContact, string? StoreProblem);

/// <summary>Threads by status.</summary>
internal sealed record ThreadCounts(CountView Idle, CountView Busy, CountView Interrupted, CountView Error);

/// <summary>A number that is not counted further than a limit.</summary>
internal sealed record CountView(int Count, bool More);

/// <summary>A thread with runs in flight.</summary>
internal sealed record BusyThread(string ThreadId, string? Graph, RunView? Running, IReadOnlyList<string> Pending, string? Owner, DateTimeOffset? LeaseUntil, long? Epoch);

/// <summary>A run that may need help.</summary>
internal sealed record StuckRun(string ThreadId, string RunId, DateTimeOffset Since, string Why);
