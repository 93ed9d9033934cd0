namespace GraphRuntime.Threads;

/// <summary>
/// Something that happened to a run, stored in the transaction in which it happened. It stays when the run is rolled back or deleted, until it is pruned.
/// </summary>
/// <param name="Kind">What happened. It says which of the other values mean something.</param>
public sealed record RunFact(RunFactKind Kind)
{
    /// <summary>With <see cref="RunFactKind.Ended"/>: the final status.</summary>
    public RunStatus Status { get; init; }

    /// <summary>With <see cref="RunFactKind.Ended"/>, <see cref="RunFactKind.Released"/> and <see cref="RunFactKind.Displaced"/>: why.</summary>
    public RunStatusReason Reason { get; init; }

    /// <summary>With <see cref="RunFactKind.Admitted"/>: the strategy.</summary>
    public MultitaskStrategy Strategy { get; init; }

    /// <summary>With <see cref="RunFactKind.Started"/>: the attempt.</summary>
    public int Attempt { get; init; }

    /// <summary>With <see cref="RunFactKind.Admitted"/>: the graph. With <see cref="RunFactKind.Ended"/>: the error, or <see langword="null"/>.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// With <see cref="RunFactKind.Asked"/>, <see cref="RunFactKind.Answered"/> and <see cref="RunFactKind.Discarded"/>: the questions, and with
    /// <see cref="RunFactKind.Decided"/> the decision, as UTF-8 JSON, opaque to the store; otherwise empty.
    /// </summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>What an admission tells, in this order.</summary>
    /// <param name="run">The admitted run.</param>
    /// <param name="decision">The decision that admitted it.</param>
    /// <returns>The facts.</returns>
    public static IReadOnlyList<RunFact> OfAdmission(StoredRun run, AdmissionDecision decision)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(decision);
        return [new RunFact(RunFactKind.Admitted) { Strategy = run.Strategy, Text = run.GraphName }, .. decision.Facts];
    }

    /// <summary>What a claim tells.</summary>
    /// <param name="run">The claimed run.</param>
    /// <returns>The fact.</returns>
    public static RunFact OfClaim(StoredRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunFact(RunFactKind.Started) { Attempt = run.Attempt };
    }

    /// <summary>What it tells that a run goes back to the queue.</summary>
    /// <param name="release">Why it goes back.</param>
    /// <returns>The fact.</returns>
    public static RunFact OfRelease(RunRelease release)
    {
        ArgumentNullException.ThrowIfNull(release);
        return new RunFact(RunFactKind.Released) { Reason = release.Reason };
    }

    /// <summary>What it tells that a running run is asked to stop for the first time.</summary>
    /// <param name="kind"><see cref="DisplacementKind.Interrupt"/>, <see cref="DisplacementKind.Cancel"/> or <see cref="DisplacementKind.Preempt"/>.</param>
    /// <returns>The fact.</returns>
    public static RunFact OfSignal(DisplacementKind kind) =>
        new(RunFactKind.Displaced) { Reason = kind == DisplacementKind.Preempt ? RunStatusReason.Preempted : RunTransitions.Stopped(kind).Reason };

    /// <summary>What the end of a run tells, in this order.</summary>
    /// <param name="settlement">How it ends; its bytes are copied.</param>
    /// <returns>The facts.</returns>
    public static IReadOnlyList<RunFact> OfEnd(RunSettlement settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        var ended = new RunFact(RunFactKind.Ended) { Status = settlement.Status, Reason = settlement.Reason, Text = settlement.Error };
        return settlement.Reason == RunStatusReason.AwaitingAnswer
            ? [ended, new RunFact(RunFactKind.Asked) { Data = settlement.Interrupts.ToArray() }]
            : [ended];
    }
}
