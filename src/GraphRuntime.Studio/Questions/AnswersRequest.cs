using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Answers by the ids of their questions.</summary>
internal sealed record AnswersRequest
{
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    public string? Debug { get; init; }
}
