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

    /// <summary>Ids of runs that this one has taken the place of.</summary>
    public List<string>? InheritedIds { get; set; }

    /// <summary>Idempotency keys of runs that this one has taken the place of.</summary>
    public List<string>? InheritedKeys { get; set; }

    /// <summary>Whether nothing is left to do for the run.</summary>
    public bool IsPrunable => Stored.FinishedAt is not null && !Stored.InputOwed && TellAt is null;

    public IEnumerable<string> Ids => InheritedIds is null ? [Stored.RunId] : InheritedIds.Append(Stored.RunId);

    public IEnumerable<string> Keys => (InheritedKeys ?? Enumerable.Empty<string>()).Concat(Stored.IdempotencyKey is { } key ? [key] : []);
}
