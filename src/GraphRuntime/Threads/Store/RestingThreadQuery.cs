namespace GraphRuntime.Threads;

/// <summary>Selects threads at rest, for retention: no run of them is in flight, owes an input, or has an end that is still to be reported.</summary>
public sealed record RestingThreadQuery
{
    /// <summary>Only threads whose id comes after this one (ordinal); the order of the list is by id.</summary>
    public string After { get; init; } = "";

    /// <summary>Only threads that have not changed for at least this time (<see cref="StoredThread.UpdatedAt"/>).</summary>
    public TimeSpan UnchangedFor { get; init; }

    /// <summary>Only threads that have changed within this time; <see langword="null"/> for all.</summary>
    public TimeSpan? ChangedWithin { get; init; }

    /// <summary>At most this many.</summary>
    /// <value>The default is 100; at least 1.</value>
    public int Limit { get; init; } = 100;
}
