namespace GraphRuntime.Threads;

/// <summary>Asks for the inputs that were steered into the run of a lease (<see cref="AdmissionDecision.SteersRunId"/>).</summary>
/// <remarks>
/// <para>Each pending run that is for this run, is not delayed, and has never been claimed ends as <see cref="RunStatus.Success"/>, <see cref="RunStatusReason.Steered"/>, with
/// <see cref="StoredRun.InputOwed"/>. A run that was asked to stop takes none.</para>
/// <para>The run applies what it takes, and then calls <see cref="IRunStore.MarkInputsAppliedAsync"/>. Until then every call gives it again, also under a later lease of the
/// run, so that no input is lost between the two. Where the run ends before, the next run of the thread finds it in <see cref="ClaimedRun.Owed"/>. A rollback of the run erases
/// the runs whose inputs it has taken.</para>
/// <para>Inputs for subgraphs (<see cref="StoredRun.SteersPath"/>) are taken one by one, when a checkpoint of the root graph has them: <see cref="OfCalls"/> names them.</para>
/// <para>Where a thread waits for an answer after a run, inputs that this run has not taken are held.</para>
/// </remarks>
/// <param name="Lease">The lease.</param>
public sealed record SteeredTake(RunLease Lease)
{
    /// <summary>Whether inputs that wait are left where they are: only those that the run, or an earlier attempt at it, has taken are wanted.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool OnlyTaken { get; init; }

    /// <summary>Whether steered inputs are taken too that are held until the thread waits for no answer. A run that brings the answer takes them.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IncludeHeld { get; init; }

    /// <summary>The runs whose inputs subgraphs of the run have applied. Of inputs for subgraphs, these are taken and no others.</summary>
    /// <value>The default is empty.</value>
    public IReadOnlyCollection<string> OfCalls { get; init; } = [];
}
