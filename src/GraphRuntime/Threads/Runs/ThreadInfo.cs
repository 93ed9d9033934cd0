using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>A thread as it was at one moment.</summary>
public sealed record ThreadInfo
{
    /// <summary>The id.</summary>
    public required string ThreadId { get; init; }

    /// <summary>Where it stands.</summary>
    public required ThreadStatus Status { get; init; }

    /// <summary>What it waits for, or <see langword="null"/>. While runs are in flight: what it waited for before them.</summary>
    public ThreadPause? Pause { get; init; }

    /// <summary>The graph of the run created last, or <see langword="null"/>.</summary>
    public string? GraphName { get; init; }

    /// <summary>Scalars to find it by.</summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; init; } = new Dictionary<string, object?>();

    /// <summary>
    /// The values that later runs inherit (<see cref="RunConfig.Context"/>): those of the runs that were created while no other run of the thread was in flight.
    /// </summary>
    public RunValues Context { get; init; } = RunValues.Empty;

    /// <summary>The number of the last event of the thread (<see cref="ThreadEvent.Number"/>); 0 if there never was one.</summary>
    public long LastEvent { get; init; }

    /// <summary>When it was created (UTC, by the clock of the store).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it, or the status of one of its runs, changed last.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    internal static ThreadInfo From(StoredThread thread) => new()
    {
        ThreadId = thread.ThreadId,
        Status = thread.Status,
        Pause = thread.Rest.Pause,
        GraphName = thread.GraphName,
        Metadata = ScalarJson.FromBytes(thread.Metadata),
        Context = RunValues.Read(thread.Context),
        LastEvent = thread.LastEvent,
        CreatedAt = thread.CreatedAt,
        UpdatedAt = thread.UpdatedAt,
    };
}
