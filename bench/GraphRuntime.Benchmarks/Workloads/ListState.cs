using System.Text.Json.Serialization;

namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>The state of the chain and of the growing list.</summary>
[GraphState(JsonContext = typeof(ListStateJson))]
internal sealed partial record ListState
{
    public int N { get; init; }

    [Append]
    public IReadOnlyList<string> Messages { get; init; } = [];
}

[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(int))]
internal sealed partial class ListStateJson : JsonSerializerContext;
