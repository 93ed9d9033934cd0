using System.Text.Json;
using GraphRuntime.Diagnostics;
using GraphRuntime.Threads;

namespace GraphRuntime;

/// <summary>A run as it was at one moment.</summary>
public sealed record RunInfo
{
    /// <summary>The id.</summary>
    public required string RunId { get; init; }

    /// <summary>The thread.</summary>
    public required string ThreadId { get; init; }

    /// <summary>The name of the graph.</summary>
    public required string GraphName { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why, where the status covers several causes.</summary>
    public RunStatusReason Reason { get; init; }

    /// <summary>The strategy it was admitted with.</summary>
    public MultitaskStrategy Strategy { get; init; }

    /// <summary>Its place among the runs of the thread; runs start in this order.</summary>
    public long Sequence { get; init; }

    /// <summary>The scalars it was created with.</summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; init; } = new Dictionary<string, object?>();

    /// <summary>The values that belong to it (<see cref="RunConfig.Context"/>), inherited ones included; empty in lists.</summary>
    public RunValues Context { get; init; } = RunValues.Empty;

    /// <summary>When it was created (UTC, by the clock of the store).</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it may start, for a delayed run.</summary>
    public DateTimeOffset NotBefore { get; init; }

    /// <summary>When it was started first.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How often it was started.</summary>
    public int Attempt { get; init; }

    /// <summary>
    /// The output state as UTF-8 JSON; empty where there is none, and in lists. An output of more than 1,024 bytes is read from the last checkpoint of the run; it is empty
    /// where that was pruned, or this process does not know the graph.
    /// </summary>
    public ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>What went wrong, or <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>The ids of the questions it stopped at.</summary>
    public IReadOnlyList<string> InterruptIds { get; init; } = [];

    /// <summary>
    /// What it stopped at, with payloads: questions, and pauses on a condition. They stay with the run when they have been answered. Empty in lists.
    /// </summary>
    public IReadOnlyList<Interrupt> Interrupts { get; init; } = [];

    /// <summary>
    /// The runs whose inputs were merged into this one's input, the oldest first and this one last; empty for a run that was not merged, and in lists.
    /// </summary>
    public IReadOnlyList<RunOrigin> Origins { get; init; } = [];

    /// <summary>
    /// The run that its input was steered into (<see cref="MultitaskStrategy.Steer"/>), or <see langword="null"/>. With the reason <see cref="RunStatusReason.Steered"/> that run
    /// has taken it; otherwise the run runs, or has run, by itself.
    /// </summary>
    public string? SteersRunId { get; init; }

    /// <summary>The subgraph of that run that the input is for (<see cref="RunOptions.SteersPath"/>), or <see langword="null"/>.</summary>
    public string? SteersPath { get; init; }

    /// <summary>True once the status does not change any more.</summary>
    public bool IsFinal => Status is not (RunStatus.Pending or RunStatus.Running);

    internal static RunInfo From(StoredRun run, JsonSerializerOptions? options = null) => new()
    {
        RunId = run.RunId,
        ThreadId = run.ThreadId,
        GraphName = run.GraphName,
        Status = run.Status,
        Reason = run.Reason,
        Strategy = run.Strategy,
        Sequence = run.Sequence,
        Metadata = ScalarJson.FromBytes(run.Metadata),
        Context = RunConfigCodec.ReadContext(run, options),
        CreatedAt = run.CreatedAt,
        NotBefore = run.NotBefore,
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        Attempt = run.Attempt,
        Output = RunOutput.Checkpoint(run.Output.Span) is null ? run.Output : default,
        Error = run.Error,
        InterruptIds = run.InterruptIds,
        Interrupts = InterruptJson.Read(run.Interrupts, options),
        Origins = StoredInput.ReadOrigins(run.Input),
        SteersRunId = run.SteersRunId,
        SteersPath = run.SteersPath,
    };
}
