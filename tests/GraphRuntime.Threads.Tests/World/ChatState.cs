using System.Collections.Immutable;

namespace GraphRuntime.Threads.Tests;

[GraphState]
public sealed partial record ChatState
{
    [Append]
    public ImmutableArray<string> Messages { get; init; } = [];

    /// <summary>The message that the present run is about.</summary>
    public string? Said { get; init; }

    /// <summary>The message that was thought about last.</summary>
    public string? Thought { get; init; }
}
