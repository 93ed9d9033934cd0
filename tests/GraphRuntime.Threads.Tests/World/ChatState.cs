using System.Collections.Immutable;

namespace GraphRuntime.Threads.Tests;

[GraphState]
public sealed partial record ChatState
{
    [Append]
    public ImmutableArray<string> Messages { get; init; } = [];
}
