using System.Collections.Immutable;

namespace GraphRuntime.Policies.Tests;

/// <summary>A conversation.</summary>
[GraphState]
public sealed partial record TalkState
{
    [Append]
    public ImmutableArray<string> Messages { get; init; } = [];

    public string? Text { get; init; }
}
