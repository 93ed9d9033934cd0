using System.Collections.Immutable;

namespace GraphRuntime.Testing.Tests;

[GraphState]
public sealed partial record OrderState
{
    public int Amount { get; init; }

    public bool Approved { get; init; }

    [Append] public ImmutableArray<string> Log { get; init; } = [];
}
