using System.Text.Json.Serialization;

namespace LangGraphServer.BlackBox;

/// <summary>As <see cref="LogState"/>, but the log is replaced by what is written.</summary>
[GraphState]
public sealed partial record OuterState
{
    [JsonPropertyName("tag")]
    public string Tag { get; init; } = "";

    [JsonPropertyName("log")]
    public ImmutableArray<string> Log { get; init; } = [];
}
