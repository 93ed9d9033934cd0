namespace GraphRuntime.Threads;

/// <summary>Asks a store to admit a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Decide">
/// Decides from the thread as it is at that moment. It is pure and synchronous; a store calls it again when the thread has changed meanwhile, and the last answer counts.
/// </param>
public sealed record AdmissionRequest(NewRun Run, Func<ThreadSnapshot, AdmissionDecision> Decide)
{
    /// <summary>Whether the snapshot carries the inputs of the pending runs.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IncludeInputs { get; init; }

    /// <summary>
    /// Whether <see cref="Decide"/> runs code of the application, which may take long, read ambient context or call the store. A store calls it on the caller's path,
    /// outside every lock and transaction, and stores the decision if the thread is unchanged. A decision without such code may be made inside the transaction.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool RunsUserCode { get; init; } = true;

    /// <summary>
    /// Who would execute the run at once; of the limit nothing is used. <see langword="null"/> where the run is to wait for <see cref="IRunStore.ClaimAsync"/>.
    /// </summary>
    /// <value>The default is <see langword="null"/>.</value>
    public RunClaim? Claim { get; init; }
}
