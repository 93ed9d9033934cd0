using System.Globalization;
using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Parts of states under names of the caller's choice: paths such as <c>values.messages[-1].content</c>.</summary>
internal static class Extraction
{
    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? paths, StateSnapshot? state)
    {
        if (paths is null)
        {
            return;
        }

        using var document = state is null || state.StateJson.IsEmpty ? null : JsonDocument.Parse(state.StateJson);
        json.WriteStartObject("extracted");
        foreach (var (alias, path) in paths)
        {
            json.WritePropertyName(alias);
            WireValues.Write(json, document is null ? default : Find(document.RootElement, path));
        }

        json.WriteEndObject();
    }

    private static JsonElement Find(JsonElement value, string path)
    {
        foreach (var part in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries).SkipWhile(static (part, i) => i == 0 && part == "values"))
        {
            if (part.StartsWith('[') && part.EndsWith(']') && value.ValueKind == JsonValueKind.Array && int.TryParse(part[1..^1], CultureInfo.InvariantCulture, out var index))
            {
                var count = value.GetArrayLength();
                index = index < 0 ? count + index : index;
                value = index >= 0 && index < count ? value[index] : default;
            }
            else
            {
                value = value.ValueKind == JsonValueKind.Object && value.TryGetProperty(part, out var member) ? member : default;
            }
        }

        return value;
    }
}
