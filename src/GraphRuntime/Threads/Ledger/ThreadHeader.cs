namespace GraphRuntime.Threads.Ledger;

/// <summary>What a run store keeps of a thread beside its runs. Transitions give a new header; the store writes it.</summary>
internal sealed record ThreadHeader
{
    public required string ThreadId { get; init; }

    public ReadOnlyMemory<byte> Metadata { get; init; }

    public ThreadStatus Status { get; init; }

    public ThreadRest Rest { get; init; } = ThreadRest.Idle;

    public string? GraphName { get; init; }

    /// <summary>The context values that later runs inherit.</summary>
    public ReadOnlyMemory<byte> Context { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The epoch that checkpoint writes are checked against.</summary>
    public long Epoch { get; init; }

    /// <summary>The sequence that was given last.</summary>
    public long LastSequence { get; init; }

    /// <summary>The number of the last event.</summary>
    public long LastEvent { get; init; }

    /// <summary>The lease whose run was erased while it was running, until its owner says that it has stopped.</summary>
    public DrainingLease? Draining { get; init; }

    /// <summary>Whether the first run of the queue can be claimed. Once true it stays so until a run is claimed or the queue is empty, whatever the clock does.</summary>
    public bool IsReady { get; init; }

    /// <summary>The graph of the run that is claimed next; null unless <see cref="IsReady"/>.</summary>
    public string? NextGraph { get; init; }

    /// <summary>The next moment at which waiting alone makes a difference; null if there is none.</summary>
    public DateTimeOffset? WakesAt { get; init; }

    public StoredThread ToStored() => new()
    {
        ThreadId = ThreadId,
        Metadata = Metadata,
        Status = Status,
        Rest = Rest,
        GraphName = GraphName,
        Context = Context,
        LastEvent = LastEvent,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };
}
