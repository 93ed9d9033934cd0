using GraphRuntime.Threads;

namespace GraphRuntime.Sqlite.Runs;

/// <summary>A thread as one transaction has it; changed in place, and stored by <see cref="ThreadTable"/>.</summary>
internal sealed class ThreadRow(string threadId)
{
    public string ThreadId => threadId;

    /// <summary>The row that the checkpoints of the thread share; 0 where there is none.</summary>
    public long Key { get; set; }

    public long Epoch { get; set; }

    /// <summary>Whether the thread was created; a thread that only has checkpoints was not.</summary>
    public bool Exists { get; set; }

    public ThreadStatus Status { get; set; }

    public ThreadRest Rest { get; set; } = ThreadRest.Idle;

    public string? GraphName { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public long LastSequence { get; set; }

    /// <summary>The number of the last event.</summary>
    public long LastEvent { get; set; }

    /// <summary>The place in the line of threads whose first run can be claimed; null for a thread that is not in it.</summary>
    public long? Place { get; set; }

    /// <summary>The next moment at which waiting alone makes a difference.</summary>
    public DateTimeOffset? WakesAt { get; set; }

    /// <summary>The lease whose run was erased and whose owner may still be at work; no run is claimed until that moment.</summary>
    public (string RunId, long Epoch, DateTimeOffset Until)? WindsDown { get; set; }

    public ReadOnlyMemory<byte> Metadata { get; set; }

    /// <summary>The context values that later runs inherit.</summary>
    public ReadOnlyMemory<byte> Context { get; set; }

    /// <summary>When the first run of the queue can be claimed.</summary>
    public DateTimeOffset? Ready(DateTimeOffset? first) => first is not null && WindsDown is { } winding && winding.Until > first ? winding.Until : first;

    public StoredThread ToStored() => new()
    {
        ThreadId = ThreadId,
        Metadata = Metadata,
        Context = Context,
        Status = Status,
        Rest = Rest,
        GraphName = GraphName,
        LastEvent = LastEvent,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
    };
}
