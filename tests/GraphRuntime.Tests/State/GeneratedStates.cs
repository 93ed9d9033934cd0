using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GraphRuntime.Tests.State;

[GraphState]
public sealed partial record ChatState
{
    [Append] public ImmutableArray<string> Messages { get; init; } = ["hello"];

    public string? Draft { get; init; } = "none";

    [Reduce(nameof(Sum))] public int Cost { get; init; } = 10;

    public bool HasDraft => Draft is not null;

    private static int Sum(int current, int update) => current + update;
}

internal sealed record Item(string Id, int Count);

[JsonSerializable(typeof(ImmutableArray<Item>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(ImmutableDictionary<string, int>))]
[JsonSerializable(typeof(decimal?))]
internal sealed partial class AllKindsContext : JsonSerializerContext;

[GraphState(Version = 3, JsonContext = typeof(AllKindsContext))]
internal sealed partial record AllKindsState
{
    [Append] public IReadOnlyList<string> Log { get; init; } = [];

    [Merge(nameof(IdOf))] public ImmutableArray<Item> Items { get; init; } = [];

    [Merge] public ImmutableDictionary<string, int> Counters { get; init; } = ImmutableDictionary<string, int>.Empty;

    [Reduce(nameof(Join))] public string Text { get; init; } = "";

    [Ephemeral(Guard = false)] public string? Note { get; init; }

    [AnyValue] public int Any { get; init; }

    [Untracked(Guard = false)] public object? Handle { get; init; }

    [Topic(Accumulate = true)] public ImmutableArray<int> Events { get; init; } = [];

    [JsonPropertyName("the-price")] public required decimal? Price { get; init; }

    private static string IdOf(Item item) => item.Id;

    private static string Join(string current, int update) => current + update;
}

[GraphState]
internal sealed partial record PositionalState(string Name, [property: Append] ImmutableArray<int> Numbers, int Limit = 7)
{
    public string @class { get; init; } = "first";
}
