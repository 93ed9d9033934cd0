namespace GraphRuntime.Threads.Ledger;

/// <summary>A run that a transition removes, and whose record is wanted.</summary>
/// <param name="Run">The run as it was.</param>
/// <param name="Kind">How it is removed.</param>
/// <param name="Recording">What is recorded.</param>
internal sealed record RunRemoval(StoredRun Run, RunEndKind Kind, RemovalRecording Recording)
{
    /// <param name="at">The moment of the removal.</param>
    /// <param name="input">The stored input of the run.</param>
    /// <param name="counts">What is removed with the run.</param>
    public RemovedRun ToRecord(DateTimeOffset at, ReadOnlyMemory<byte> input, RemovedCounts counts) => new()
    {
        ThreadId = Run.ThreadId,
        RunId = Run.RunId,
        GraphName = Run.GraphName,
        Sequence = Run.Sequence,
        Kind = Kind,
        Status = Run.Status,
        CreatedAt = Run.CreatedAt,
        StartedAt = Run.StartedAt,
        RemovedAt = at,
        ExpiresAt = RunTransitions.After(at, Recording.Retention),
        RemovedBy = Recording.RemovedBy,
        Caller = Recording.Caller,
        Checkpoints = counts.Checkpoints,
        Writes = counts.Writes,
        Events = counts.Events,
        Input = Recording.IncludesInput ? input : default,
    };
}
