using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>A run in the timeline of its thread.</summary>
internal sealed record RunView
{
    public required string RunId { get; init; }

    public required string ThreadId { get; init; }

    public required string Graph { get; init; }

    public required string Status { get; init; }

    public string? Reason { get; init; }

    public string? Strategy { get; init; }

    public long? Sequence { get; init; }

    public int Attempt { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? NotBefore { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public string? Error { get; init; }

    /// <summary>True for a run whose record is gone: it was rolled back or deleted, and its lifecycle events remain.</summary>
    public bool Removed { get; init; }

    /// <summary>What was recorded when it was removed, where the coordinator records that.</summary>
    public RemovalView? Removal { get; init; }

    public IReadOnlyDictionary<string, JsonElement> Metadata { get; init; } = new Dictionary<string, JsonElement>();

    /// <summary>The command of the studio that made the run.</summary>
    public string? Studio { get; init; }

    public ValueView? Input { get; init; }

    public string? Owner { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    public IReadOnlyList<MergedView> MergedFrom { get; init; } = [];

    public string? DisplacedBy { get; init; }

    /// <summary>The runs in flight at its admission that ran before it.</summary>
    public IReadOnlyList<string> WaitedFor { get; init; } = [];

    /// <summary>The runs that its admission displaced.</summary>
    public IReadOnlyList<DisplacedView> Displaced { get; init; } = [];

    public IReadOnlyList<LifecycleFact> Facts { get; init; } = [];

    public string Why { get; init; } = "";
}

/// <summary>A run whose input was merged into another one's.</summary>
internal sealed record MergedView(string RunId, DateTimeOffset CreatedAt, ValueView? Input);

/// <summary>A run that another one displaced, and how.</summary>
internal sealed record DisplacedView(string RunId, string Outcome);

/// <summary>What went with a run that was removed.</summary>
internal sealed record RemovalView(DateTimeOffset RemovedAt, string? RemovedBy, string? Caller, int Checkpoints, int Writes, int Events)
{
    public static RemovalView Of(RemovedRun run) => new(run.RemovedAt, run.RemovedBy, run.Caller, run.Checkpoints, run.Writes, run.Events);
}
