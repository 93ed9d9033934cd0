using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>The input of a run in a few words. Stored inputs have short names (docs/stored-format.md); the page shows the long ones.</summary>
internal static class InputPreview
{
    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal) { ["u"] = "input", ["g"] = "goto", ["a"] = "answer", ["m"] = "answers" };

    /// <summary>The values of a new input; the parts of a command or answer; <see langword="null"/> for a run that goes on with what is pending.</summary>
    public static ValueView? Of(ReadOnlyMemory<byte> stored)
    {
        if (stored.IsEmpty)
        {
            return null;
        }

        using var document = JsonDocument.Parse(stored);
        return Of(document.RootElement);
    }

    public static ValueView? Of(JsonElement stored)
    {
        if (stored.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var parts = stored.EnumerateObject().Where(static part => s_names.ContainsKey(part.Name)).ToList();
        return parts switch
        {
            [] => null,
            [{ Name: "u" } update] => ValueCutter.Cut(WritesOf(update.Value), ValueLimits.Preview),
            _ => new ValueView { Kind = "object", Count = parts.Count, Members = [.. parts.Select(static part => new MemberView(s_names[part.Name], ValueCutter.Cut(part.Name == "u" ? WritesOf(part.Value) : part.Value, ValueLimits.Preview)))] },
        };
    }

    /// <summary>What an update writes; one that overwrites, too, is shown as it is stored.</summary>
    private static JsonElement WritesOf(JsonElement update) => update.ValueKind == JsonValueKind.Object && update.GetPropertyCount() == 1 && update.TryGetProperty("w", out var writes) ? writes : update;
}
