using System.Collections.Immutable;

namespace GraphRuntime.Tests.Calls;

[GraphState]
public sealed partial record CallState
{
    [Append]
    public ImmutableArray<string> Log { get; init; } = [];

    [Reduce(nameof(Sum))]
    public int Count { get; init; }

    public string Note { get; init; } = "";

    private static int Sum(int current, int update) => current + update;
}
