namespace GraphRuntime.Threads;

/// <summary>What an admission does, carried out as one transaction: first the displacements, then the new run.</summary>
public sealed record AdmissionDecision
{
    /// <summary>Whether the run is admitted. If not, nothing at all is stored, whatever else the decision says.</summary>
    public required bool Admitted { get; init; }

    /// <summary>Why it is refused; <see langword="null"/> for an admitted run.</summary>
    public AdmissionRefusal? Refusal { get; init; }

    /// <summary>The strategy to be recorded with the run.</summary>
    public MultitaskStrategy Strategy { get; init; }

    /// <summary>What happens to runs in flight; each at most once, and only runs of the snapshot.</summary>
    public IReadOnlyList<RunDisplacement> Displaced { get; init; } = [];

    /// <summary>An input to be stored in the place of the one that was submitted; <see langword="null"/> to keep that.</summary>
    public ReadOnlyMemory<byte>? Input { get; init; }

    /// <summary>A configuration to be stored in the place of the one that was submitted; <see langword="null"/> to keep that.</summary>
    public ReadOnlyMemory<byte>? Config { get; init; }

    /// <summary>What becomes <see cref="StoredThread.Context"/>; <see langword="null"/> to leave that as it is.</summary>
    public ReadOnlyMemory<byte>? ThreadContext { get; init; }

    /// <summary>What is told about the run beside its admission.</summary>
    public IReadOnlyList<RunFact> Facts { get; init; } = [];

    /// <summary>A delay in the place of the one that was submitted; <see langword="null"/> to keep that.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Whether the run, which has to have a delay, is held until its thread waits for no answer any more.</summary>
    public bool Held { get; init; }

    /// <summary>The run in flight that may take the input (<see cref="IRunStore.TakeSteeredAsync"/>); <see langword="null"/> where none may.</summary>
    public string? SteersRunId { get; init; }

    /// <summary>The subgraph that the input is for; <see langword="null"/> for the root graph. Only together with <see cref="SteersRunId"/>.</summary>
    public string? SteersPath { get; init; }

    /// <summary>
    /// How urgent the run is: in its queue it goes before runs with a smaller number (<see cref="StoredRun.Urgency"/>). 0 for an ordinary run. A run with another number is
    /// not claimed with its admission.
    /// </summary>
    public int Urgency { get; init; }

    /// <summary>
    /// Whether the ids and idempotency keys of the runs that are rolled back lead to the new run from now on, because it contains their inputs. A repeated admission
    /// with one of them returns the new run.
    /// </summary>
    public bool InheritsKeys { get; init; }
}
