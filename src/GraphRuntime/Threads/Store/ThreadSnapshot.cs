namespace GraphRuntime.Threads;

/// <summary>A thread and its runs in flight at one moment.</summary>
public sealed record ThreadSnapshot
{
    /// <summary>The thread.</summary>
    public required StoredThread Thread { get; init; }

    /// <summary>The moment, by the clock of the store.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The epoch of the thread.</summary>
    public required long Epoch { get; init; }

    /// <summary>The runs in flight: first the running one, then the queue (the most urgent first, then by sequence), last the delayed ones by the end of their delay.</summary>
    public required IReadOnlyList<RunInFlight> Runs { get; init; }
}
