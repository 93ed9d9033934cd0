namespace GraphRuntime;

/// <summary>The record of an admission: what was asked for and what was decided.</summary>
public sealed record RunAdmission
{
    /// <summary>The strategy that was asked for.</summary>
    public required MultitaskStrategy Requested { get; init; }

    /// <summary>The strategy that was carried out; another one than requested where a guard of a running run, or a bound, did not allow that.</summary>
    public required MultitaskStrategy Applied { get; init; }

    /// <summary>True if nothing was created, because a run with the same id or idempotency key was there.</summary>
    public bool Duplicate { get; init; }

    /// <summary>The runs that were displaced: interrupted, or rolled back.</summary>
    public IReadOnlyList<string> DisplacedRunIds { get; init; } = [];

    /// <summary>
    /// The run in flight that may take the input (<see cref="MultitaskStrategy.Steer"/>); <see langword="null"/> if none does. Where that run ends before it takes it, the run
    /// becomes one of its own.
    /// </summary>
    public string? SteersRunId { get; init; }

    /// <summary>
    /// The runs that had begun and that this one goes before (<see cref="MultitaskStrategy.Preempt"/>). They go on after it, unless they end first.
    /// </summary>
    public IReadOnlyList<string> PreemptedRunIds { get; init; } = [];

    /// <summary>The rule of the policy that decided, in words; <see langword="null"/> without a policy.</summary>
    public string? Rule { get; init; }

    /// <summary>The runs whose inputs became part of this one's input.</summary>
    public IReadOnlyList<string> MergedRunIds { get; init; } = [];

    /// <summary>What the thread was waiting for and does not wait for any more, because of this input; <see langword="null"/> if nothing was discarded.</summary>
    public ThreadPause? Discarded { get; init; }

    /// <summary>True if the run waits until the open question is answered.</summary>
    public bool WaitsForAnswer { get; init; }

    /// <summary>True if the input was taken as the answer to the open question.</summary>
    public bool TakenAsAnswer { get; init; }

    /// <summary>
    /// The number of the event <c>admitted</c> of the run (<see cref="ThreadEvent.Number"/>): what was stored before has a smaller one, what the run does a larger
    /// one. 0 for a duplicate.
    /// </summary>
    public long EventNumber { get; init; }

    /// <summary>How many runs of the thread were before this one when it was created.</summary>
    public int Ahead { get; init; }
}
