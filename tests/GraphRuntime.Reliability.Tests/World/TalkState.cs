using System.Collections.Immutable;

namespace GraphRuntime.Reliability.Tests;

[GraphState]
public sealed partial record TalkState
{
    [Append]
    public ImmutableArray<string> Messages { get; init; } = [];
}
