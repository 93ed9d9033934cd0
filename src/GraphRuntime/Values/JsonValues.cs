using System.Text.Json;

namespace GraphRuntime;

/// <summary>JSON values that are needed again and again.</summary>
internal static class JsonValues
{
    public static JsonElement Null { get; } = Parse("null");

    public static JsonElement EmptyObject { get; } = Parse("{}");

    public static JsonElement EmptyList { get; } = Parse("[]");

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
