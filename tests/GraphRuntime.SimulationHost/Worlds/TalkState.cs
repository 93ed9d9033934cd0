using System.Collections.Immutable;

namespace GraphRuntime.Testing.Simulations;

[GraphState]
public sealed partial record TalkState
{
    [Append]
    public ImmutableArray<string> Messages { get; init; } = [];
}
