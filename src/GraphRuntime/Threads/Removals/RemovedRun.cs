namespace GraphRuntime;

/// <summary>What is kept about a run that was rolled back or deleted, where <see cref="CoordinatorOptions.RemovedRuns"/> asks for it. It has no values of states.</summary>
public sealed record RemovedRun
{
    /// <summary>The thread.</summary>
    public required string ThreadId { get; init; }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>Its graph.</summary>
    public required string GraphName { get; init; }

    /// <summary>Its place in the thread.</summary>
    public long Sequence { get; init; }

    /// <summary><see cref="RunEndKind.RolledBack"/> or <see cref="RunEndKind.Deleted"/>.</summary>
    public RunEndKind Kind { get; init; }

    /// <summary>The status that it had.</summary>
    public RunStatus Status { get; init; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was started first; <see langword="null"/> where it never was.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was removed.</summary>
    public DateTimeOffset RemovedAt { get; init; }

    /// <summary>When this record goes, too.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The run whose admission removed it; <see langword="null"/> where a caller cancelled or deleted it.</summary>
    public string? RemovedBy { get; init; }

    /// <summary>The caller of the run (<see cref="RemovedRunOptions.CallerKey"/>); <see langword="null"/> where it named none.</summary>
    public string? Caller { get; init; }

    /// <summary>How many checkpoints were removed with it, in all namespaces.</summary>
    public int Checkpoints { get; init; }

    /// <summary>How many pending writes were removed with it: results and questions of supersteps that had not ended.</summary>
    public int Writes { get; init; }

    /// <summary>How many stored events were removed with it.</summary>
    public int Events { get; init; }

    /// <summary>Its encoded input, as UTF-8 JSON; empty unless <see cref="RemovedRunOptions.IncludeInputs"/> is set.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }
}
