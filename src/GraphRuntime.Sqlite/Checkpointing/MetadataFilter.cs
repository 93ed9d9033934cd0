using System.Text.Json;

namespace GraphRuntime.Sqlite.Checkpointing;

/// <summary>
/// Compares metadata by JSON equality here rather than in SQL: the comparison is exact for all strings and numbers, and no key or value
/// comes near a statement. A database would have to look at every row as well.
/// </summary>
internal sealed class MetadataFilter
{
    private readonly List<(string Key, JsonElement Value)> _wanted = [];

    public MetadataFilter(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> metadata)
    {
        foreach (var (key, value) in metadata)
        {
            _wanted.Add((key, Parse(value)));
        }
    }

    public bool IsEmpty => _wanted.Count == 0;

    /// <exception cref="JsonException">The stored metadata is damaged.</exception>
    public bool Accepts(ReadOnlyMemory<byte> metadata)
    {
        if (IsEmpty)
        {
            return true;
        }

        if (metadata.IsEmpty)
        {
            return false;
        }

        using var document = JsonDocument.Parse(metadata);
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Object
            && _wanted.TrueForAll(entry => root.TryGetProperty(entry.Key, out var value) && JsonElement.DeepEquals(value, entry.Value));
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> metadata)
    {
        try
        {
            using var document = JsonDocument.Parse(metadata);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new ArgumentException("A value of the metadata filter is not valid JSON. Give the UTF-8 JSON of a string, number, boolean or null.", nameof(metadata), exception);
        }
    }
}
