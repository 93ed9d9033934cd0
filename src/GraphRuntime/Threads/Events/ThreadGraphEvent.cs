namespace GraphRuntime;

/// <summary>An event in the sequence of events of a thread, typed.</summary>
public sealed record ThreadGraphEvent
{
    /// <summary>Its number in the thread. Numbers only grow; there are gaps where a run was rolled back.</summary>
    public required long Number { get; init; }

    /// <summary>The thread.</summary>
    public required string ThreadId { get; init; }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>When it was stored (UTC, by the clock of the store).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened: an event of the run, or a <see cref="LifecycleEvent"/>.</summary>
    public required GraphEvent Event { get; init; }
}
