using System.Collections.Immutable;

namespace GraphRuntime.Testing.Simulations;

[GraphState]
public sealed partial record UrgentState
{
    [Append]
    public ImmutableArray<string> Messages { get; init; } = [];

    /// <summary>What the run is about. A run that was stopped for a more urgent one finds its own text when it goes on.</summary>
    public string Text { get; init; } = "";
}
