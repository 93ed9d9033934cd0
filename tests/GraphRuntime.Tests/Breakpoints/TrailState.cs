using System.Collections.Immutable;

namespace GraphRuntime.Tests.Breakpoints;

[GraphState]
public sealed partial record TrailState
{
    [Append]
    public ImmutableArray<string> Trail { get; init; } = [];

    public string? Input { get; init; }
}
