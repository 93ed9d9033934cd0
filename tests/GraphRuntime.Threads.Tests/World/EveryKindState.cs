using System.Collections.Immutable;

namespace GraphRuntime.Threads.Tests;

/// <summary>A state with a channel of every kind.</summary>
[GraphState]
public sealed partial record EveryKindState
{
    public string? Plain { get; init; }

    public int? Missing { get; init; }

    [Append]
    public ImmutableArray<string> Appended { get; init; } = [];

    [Merge]
    public ImmutableDictionary<string, int> Merged { get; init; } = ImmutableDictionary<string, int>.Empty;

    [Reduce(nameof(Add))]
    public int Sum { get; init; } = 100;

    [Topic(Accumulate = true)]
    public ImmutableArray<string> Topic { get; init; } = [];

    [AnyValue]
    public string? Any { get; init; }

    [Untracked]
    public string? Untracked { get; init; }

    private static int Add(int one, int other) => one + other;
}
