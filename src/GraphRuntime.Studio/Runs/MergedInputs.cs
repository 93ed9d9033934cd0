using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>The runs whose inputs were merged into one, from the input as it is stored (docs/stored-format.md).</summary>
internal static class MergedInputs
{
    private const string Origins = "$origins";

    public static IReadOnlyList<MergedView> Of(ReadOnlyMemory<byte> stored)
    {
        if (stored.IsEmpty)
        {
            return [];
        }

        using var document = JsonDocument.Parse(stored);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(Origins, out var origins)
            ? [.. origins.EnumerateArray().Select(Read)]
            : [];
    }

    private static MergedView Read(JsonElement origin) => new(
        origin.GetProperty("run").GetString()!, origin.GetProperty("at").GetDateTimeOffset(), InputPreview.Of(origin.GetProperty("input")));
}
