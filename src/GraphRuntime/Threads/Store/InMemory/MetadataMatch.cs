using System.Text.Json;

namespace GraphRuntime.Threads.InMemory;

/// <summary>Compares stored metadata with the entries of a query, by JSON equality.</summary>
internal sealed class MetadataMatch
{
    private readonly List<(string Name, JsonElement Value)> _expected = [];

    public MetadataMatch(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> expected)
    {
        foreach (var (name, json) in expected)
        {
            try
            {
                using var document = JsonDocument.Parse(json);
                _expected.Add((name, document.RootElement.Clone()));
            }
            catch (JsonException exception)
            {
                throw new ArgumentException($"The value of metadata filter '{name}' is not JSON. Give the UTF-8 JSON of a scalar.", nameof(expected), exception);
            }
        }
    }

    public bool Fits(ReadOnlyMemory<byte> metadata)
    {
        if (_expected.Count == 0)
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
            && _expected.TrueForAll(entry => root.TryGetProperty(entry.Name, out var actual) && JsonElement.DeepEquals(actual, entry.Value));
    }
}
