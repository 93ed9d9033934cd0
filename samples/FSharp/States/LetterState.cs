namespace FSharp.States;

/// <summary>A letter that a person has to approve.</summary>
[GraphState]
public sealed partial record LetterState
{
    /// <summary>What was asked for and written, in order.</summary>
    [Append]
    public ImmutableArray<string> Messages { get; init; } = [];

    public bool Approved { get; init; }
}
