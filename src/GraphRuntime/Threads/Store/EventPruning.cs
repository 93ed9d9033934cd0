namespace GraphRuntime.Threads;

/// <summary>Selects the runs whose events are removed: runs that have ended, owe no input, and have no end that is still to be reported.</summary>
public sealed record EventPruning
{
    /// <summary>Only runs that ended at least this long ago.</summary>
    public required TimeSpan OlderThan { get; init; }

    /// <summary>
    /// Only runs that ended less than this long ago; <see langword="null"/> for all. A caller that prunes regularly has removed the events of older ones, and spares the store to look at them.
    /// </summary>
    public TimeSpan? NotOlderThan { get; init; }

    /// <summary>At most this many runs in one call.</summary>
    /// <value>The default is 100; at least 1.</value>
    public int Limit { get; init; } = 100;
}
