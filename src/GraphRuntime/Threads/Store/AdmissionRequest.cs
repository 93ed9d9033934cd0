namespace GraphRuntime.Threads;

/// <summary>Asks a store to admit a run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Decide">
/// Decides from the thread as it is at that moment. It is pure, quick and synchronous; a store may call it again when a transaction is retried.
/// </param>
public sealed record AdmissionRequest(NewRun Run, Func<ThreadSnapshot, AdmissionDecision> Decide)
{
    /// <summary>Whether the snapshot carries the inputs of the pending runs.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IncludeInputs { get; init; }

    /// <summary>
    /// Who would execute the run at once; of the limit nothing is used. <see langword="null"/> where the run is to wait for <see cref="IRunStore.ClaimAsync"/>.
    /// </summary>
    /// <value>The default is <see langword="null"/>.</value>
    public RunClaim? Claim { get; init; }
}
