using System.Text.Json.Serialization;

namespace LangGraphServer.BlackBox;

/// <summary>A tag, and a log that every step adds to.</summary>
[GraphState]
public sealed partial record LogState
{
    [JsonPropertyName("tag")]
    public string Tag { get; init; } = "";

    [Append]
    [JsonPropertyName("log")]
    public ImmutableArray<string> Log { get; init; } = [];
}
