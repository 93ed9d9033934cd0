namespace GraphRuntime.Threads;

/// <summary>A lease that was renewed.</summary>
/// <param name="Lease">The lease.</param>
/// <param name="Signal">What the owner is asked to do.</param>
public readonly record struct LeaseState(RunLease Lease, RunSignal Signal)
{
    /// <summary><see cref="StoredRun.SteeredInputs"/> of the run: more than the owner knows of means that there may be inputs to take.</summary>
    public int SteeredInputs { get; init; }
}
