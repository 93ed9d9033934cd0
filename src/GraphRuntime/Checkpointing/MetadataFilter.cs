using System.Text.Json;

namespace GraphRuntime.Checkpointing;

/// <summary>
/// Compares stored metadata with the entries of a query, by JSON equality. It is exact for all strings and numbers, and no key or value comes near a statement of a
/// database.
/// </summary>
internal sealed class MetadataFilter
{
    private readonly List<(string Name, JsonElement Value)> _expected = [];

    /// <exception cref="ArgumentException">A value is not JSON.</exception>
    public MetadataFilter(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> expected)
    {
        foreach (var (name, json) in expected)
        {
            _expected.Add((name, Parse(name, json)));
        }
    }

    /// <summary>Whether everything fits.</summary>
    public bool IsEmpty => _expected.Count == 0;

    /// <summary>Whether metadata, one JSON object or empty, has all entries.</summary>
    /// <exception cref="JsonException">The stored metadata is damaged.</exception>
    public bool Fits(ReadOnlyMemory<byte> metadata)
    {
        if (IsEmpty || metadata.IsEmpty)
        {
            return IsEmpty;
        }

        using var document = JsonDocument.Parse(metadata);
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Object
            && _expected.TrueForAll(entry => root.TryGetProperty(entry.Name, out var actual) && JsonElement.DeepEquals(actual, entry.Value));
    }

    private static JsonElement Parse(string name, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new ArgumentException(
                $"The value of metadata filter '{name}' is not valid JSON. Give the UTF-8 JSON of a string, number, boolean or null.", nameof(json), exception);
        }
    }
}
