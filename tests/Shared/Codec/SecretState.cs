using System.Collections.Immutable;

namespace GraphRuntime.TestSupport;

/// <summary>The state of a conversation that nobody else is to read.</summary>
[GraphState]
public sealed partial record SecretState
{
    public string Text { get; init; } = "";

    [Append]
    public ImmutableArray<string> Log { get; init; } = [];
}
