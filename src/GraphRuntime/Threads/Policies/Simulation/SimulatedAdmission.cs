namespace GraphRuntime;

/// <summary>What a policy would have done with an arrival.</summary>
public sealed record SimulatedAdmission
{
    /// <summary>The arrival.</summary>
    public required RecordedArrival Arrival { get; init; }

    /// <summary>The strategy that the matching rule chose.</summary>
    public required MultitaskStrategy Strategy { get; init; }

    /// <summary>The rule, in words.</summary>
    public required string Rule { get; init; }

    /// <summary>Whether a run would have been created.</summary>
    public required bool Admitted { get; init; }

    /// <summary>Whether a run in flight would have taken the input. How much longer that run takes is not known; it is taken to end as it did.</summary>
    public bool Steered { get; init; }

    /// <summary>How many runs of the thread were in flight.</summary>
    public required int InFlight { get; init; }

    /// <summary>The arrivals whose runs would have been displaced.</summary>
    public IReadOnlyList<RecordedArrival> Displaced { get; init; } = [];
}
