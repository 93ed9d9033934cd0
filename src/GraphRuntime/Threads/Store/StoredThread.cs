namespace GraphRuntime.Threads;

/// <summary>A thread as it is stored.</summary>
public sealed record StoredThread
{
    /// <summary>The id.</summary>
    public required string ThreadId { get; init; }

    /// <summary>Caller's metadata as one UTF-8 JSON object of scalars, or empty. It can be filtered on.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary><see cref="ThreadStatus.Busy"/> exactly while a run of the thread is pending or running; otherwise where it rests.</summary>
    public required ThreadStatus Status { get; init; }

    /// <summary>Where the thread rests when no run is in flight, and what it waits for. Kept, unchanged, while runs are in flight.</summary>
    public required ThreadRest Rest { get; init; }

    /// <summary>The context values that later runs inherit, as one UTF-8 JSON object, or empty; opaque to the store.</summary>
    public ReadOnlyMemory<byte> Context { get; init; }

    /// <summary>The graph of the run admitted last, or <see langword="null"/>.</summary>
    public string? GraphName { get; init; }

    /// <summary>The number of the last event of the thread, also of one that is gone; 0 if there never was one.</summary>
    public long LastEvent { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it, or the status of one of its runs, changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
