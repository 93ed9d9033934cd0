using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Metadata in JSON: texts, numbers and booleans by name.</summary>
internal static class Scalars
{
    /// <exception cref="StudioException">A value is none of these.</exception>
    public static Dictionary<string, object?> Read(IReadOnlyDictionary<string, JsonElement>? given)
    {
        var read = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in given ?? new Dictionary<string, JsonElement>())
        {
            read[name] = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
                JsonValueKind.Number => value.GetDouble(),
                _ => throw StudioException.Invalid($"Metadata '{name}' is a text, a number or a boolean."),
            };
        }

        return read;
    }

    /// <summary>Metadata as it is stored: one JSON object of scalars, or nothing.</summary>
    public static Dictionary<string, JsonElement> Read(ReadOnlyMemory<byte> stored)
    {
        if (stored.IsEmpty)
        {
            return new(StringComparer.Ordinal);
        }

        using var document = JsonDocument.Parse(stored);
        return document.RootElement.EnumerateObject().ToDictionary(static entry => entry.Name, static entry => entry.Value.Clone(), StringComparer.Ordinal);
    }

    public static Dictionary<string, JsonElement> Write(IReadOnlyDictionary<string, object?> values)
    {
        var written = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            written[name] = value switch
            {
                string text => JsonSerializer.SerializeToElement(text, ScalarJson.Default.String),
                bool flag => JsonSerializer.SerializeToElement(flag, ScalarJson.Default.Boolean),
                long whole => JsonSerializer.SerializeToElement(whole, ScalarJson.Default.Int64),
                int whole => JsonSerializer.SerializeToElement(whole, ScalarJson.Default.Int32),
                double number => JsonSerializer.SerializeToElement(number, ScalarJson.Default.Double),
                JsonElement json => json,
                null => default,
                _ => JsonSerializer.SerializeToElement(value.ToString()!, ScalarJson.Default.String),
            };
        }

        return written.Where(static entry => entry.Value.ValueKind != JsonValueKind.Undefined).ToDictionary(StringComparer.Ordinal);
    }
}
