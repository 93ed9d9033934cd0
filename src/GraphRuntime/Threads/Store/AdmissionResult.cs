namespace GraphRuntime.Threads;

/// <summary>What came of an admission.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Run">The new run, or the one that was there before; <see langword="null"/> if none was admitted.</param>
/// <param name="Decision">The decision that was carried out; <see langword="null"/> where none was asked for.</param>
/// <param name="Snapshot">What the decision saw; <see langword="null"/> where none was asked for.</param>
public sealed record AdmissionResult(AdmissionOutcome Outcome, StoredRun? Run, AdmissionDecision? Decision, ThreadSnapshot? Snapshot)
{
    /// <summary>The number of the event <see cref="RunFactKind.Admitted"/>; 0 if no run was admitted by this call.</summary>
    public long EventNumber { get; init; }

    /// <summary>The admitted run with its lease, if <see cref="AdmissionRequest.Claim"/> got it; <see langword="null"/> if it waits in the queue of its thread.</summary>
    public ClaimedRun? Claimed { get; init; }
}
