namespace GraphRuntime;

/// <summary>What was decided when a run was admitted, and on what. It is stored in the transaction that admits the run.</summary>
public sealed record RunDecision
{
    /// <summary>The strategy that was asked for, by the caller, a default or a rule.</summary>
    public MultitaskStrategy Requested { get; init; }

    /// <summary>The strategy that was carried out; another one than requested where a guard, an input that cannot be merged or a paused thread did not allow that.</summary>
    public MultitaskStrategy Applied { get; init; }

    /// <summary>The rule of the policy that decided, in words; <see langword="null"/> without a policy.</summary>
    public string? Rule { get; init; }

    /// <summary>How many runs of the thread were in flight.</summary>
    public int InFlightCount { get; init; }

    /// <summary>The runs that were in flight, in the order in which they run: all that were displaced, and the first of the others.</summary>
    public IReadOnlyList<DecidedRun> InFlight { get; init; } = [];

    /// <summary>Whether the run was held until the open question of its thread is answered.</summary>
    public bool WaitsForAnswer { get; init; }

    /// <summary>Whether the input was taken as the answer to the open question.</summary>
    public bool TakenAsAnswer { get; init; }

    /// <summary>The open questions that the input replaced.</summary>
    public IReadOnlyList<string> Discarded { get; init; } = [];
}
