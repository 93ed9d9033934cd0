using System.Text.Json.Serialization;

namespace LangGraphServer.BlackBox;

/// <summary>As <see cref="LogState"/>, with the answer of a person.</summary>
[GraphState]
public sealed partial record AnswerState
{
    [JsonPropertyName("tag")]
    public string Tag { get; init; } = "";

    [JsonPropertyName("answer")]
    public string Answer { get; init; } = "";

    [Append]
    [JsonPropertyName("log")]
    public ImmutableArray<string> Log { get; init; } = [];
}
