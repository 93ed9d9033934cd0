namespace GraphRuntime.Threads;

/// <summary>A run as it is stored. Every moment is by the clock of the store (UTC, microsecond precision is kept).</summary>
public sealed record StoredRun
{
    /// <summary>The id, unique in the thread.</summary>
    public required string RunId { get; init; }

    /// <summary>The thread.</summary>
    public required string ThreadId { get; init; }

    /// <summary>The registered name of the graph.</summary>
    public required string GraphName { get; init; }

    /// <summary>Its place in the thread, unique in it and growing. A delayed run gets a new, larger one when its delay ends.</summary>
    public required long Sequence { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why, where the status covers several causes.</summary>
    public RunStatusReason Reason { get; init; }

    /// <summary>The strategy it was admitted with, as <see cref="AdmissionDecision.Strategy"/> said.</summary>
    public MultitaskStrategy Strategy { get; init; }

    /// <summary>The encoded input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>The encoded configuration.</summary>
    public ReadOnlyMemory<byte> Config { get; init; }

    /// <summary>Caller's metadata as one UTF-8 JSON object of scalars, or empty.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>The idempotency key, or <see langword="null"/>.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>True while a delay keeps the run out of the queue.</summary>
    public bool Delayed { get; init; }

    /// <summary>
    /// True for a delayed run that waits until its thread waits for no answer any more. It then enters the queue with the sequence that it has, with the transition
    /// that ended the waiting.
    /// </summary>
    public bool Held { get; init; }

    /// <summary>The earliest moment it may be claimed, if that is after <see cref="CreatedAt"/>: the end of its delay, or of the pause before another attempt. Otherwise it does not wait.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>When it was admitted.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was claimed for the first time.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it reached a final status.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>How often it was claimed.</summary>
    public int Attempt { get; init; }

    /// <summary>How often it may be claimed.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>Who executes it; <see langword="null"/> unless it is <see cref="RunStatus.Running"/>.</summary>
    public string? Owner { get; init; }

    /// <summary>The epoch of its last lease; 0 before the first, and 0 again once somebody else than the owner ended that lease.</summary>
    public long Epoch { get; init; }

    /// <summary>When the lease ends; <see langword="null"/> unless it is <see cref="RunStatus.Running"/>.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>What its owner was asked to do; <see cref="RunSignal.None"/> unless it is <see cref="RunStatus.Running"/>.</summary>
    public RunSignal Signal { get; init; }

    /// <summary>When a signalled run is taken from its owner.</summary>
    public DateTimeOffset? SignalDeadline { get; init; }

    /// <summary>What the running run does not allow at this moment.</summary>
    public RunGuards Guards { get; init; }

    /// <summary>
    /// True for a run that ended as <see cref="RunStatusReason.Displaced"/> or <see cref="RunStatusReason.Steered"/>, until another run has made sure that its input is part
    /// of the state of the thread.
    /// </summary>
    public bool InputOwed { get; init; }

    /// <summary>The run that the input is for, or has gone into (<see cref="RunStatusReason.Steered"/>); <see langword="null"/> for a run that was not steered into another one.</summary>
    public string? SteersRunId { get; init; }

    /// <summary>The subgraph of that run that the input is for (<see cref="RunOptions.SteersPath"/>); <see langword="null"/> for the root graph.</summary>
    public string? SteersPath { get; init; }

    /// <summary>How many inputs were admitted for this run by <see cref="AdmissionDecision.SteersRunId"/>, taken or not.</summary>
    public int SteeredInputs { get; init; }

    /// <summary>
    /// How urgent the run is: in its queue it goes before runs with a smaller number, whatever their sequence. 0 for an ordinary run; <see cref="AdmissionDecision.Urgency"/>.
    /// </summary>
    public int Urgency { get; init; }

    /// <summary>The output as UTF-8 JSON, or empty.</summary>
    public ReadOnlyMemory<byte> Output { get; init; }

    /// <summary>What went wrong, or <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>The ids of the questions it stopped at.</summary>
    public IReadOnlyList<string> InterruptIds { get; init; } = [];

    /// <summary>What it stopped at as UTF-8 JSON, or empty; opaque to the store.</summary>
    public ReadOnlyMemory<byte> Interrupts { get; init; }

    /// <summary>The sequence of the last event of its stream; 0 for none.</summary>
    public long LastEvent { get; init; }
}
