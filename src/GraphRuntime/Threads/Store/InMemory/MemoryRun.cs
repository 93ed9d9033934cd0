namespace GraphRuntime.Threads.InMemory;

/// <summary>A run and its events. Guarded by the lock of its thread.</summary>
internal sealed class MemoryRun(StoredRun stored)
{
    /// <summary>The run as it is now; replaced, never changed.</summary>
    public StoredRun Stored { get; set; } = stored;

    public List<RunEvent> Events { get; } = [];

    /// <summary>When its end is told next; null if nobody has to be told.</summary>
    public DateTimeOffset? TellAt { get; set; }

    /// <summary>How often its end was taken to be told.</summary>
    public int Told { get; set; }

    public bool Holds(in RunLease lease) => Stored.Status == RunStatus.Running && Stored.Epoch == lease.Epoch;
}
