namespace GraphRuntime.Studio.Tests;

/// <summary>An answer of the studio.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonElement Json, IReadOnlyDictionary<string, string> Headers, string? ContentType)
{
    public string? Code => Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("code", out var code) ? code.GetString() : null;

    public IReadOnlyList<JsonElement> Items => [.. Json.GetProperty("items").EnumerateArray()];

    public (int Status, string? Code) Refusal => ((int)Status, Code);
}
