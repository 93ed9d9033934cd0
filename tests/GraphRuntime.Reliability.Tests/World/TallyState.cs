namespace GraphRuntime.Reliability.Tests;

/// <summary>A state that stays small, however many runs there were.</summary>
[GraphState]
public sealed partial record TallyState
{
    public int Number { get; init; }
}
