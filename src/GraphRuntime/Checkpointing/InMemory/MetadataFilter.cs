using System.Text.Json;

namespace GraphRuntime.Checkpointing.InMemory;

/// <summary>Compares the metadata of checkpoints with the entries of a query, by JSON equality.</summary>
internal sealed class MetadataFilter
{
    private readonly List<(string Name, JsonElement Value)> _expected = [];
    private readonly CheckpointAddress _address;

    public MetadataFilter(CheckpointQuery query)
    {
        _address = query.Address;
        foreach (var (name, json) in query.Metadata)
        {
            _expected.Add((name, ParseExpected(name, json)));
        }
    }

    public bool Fits(CheckpointRecord record)
    {
        if (_expected.Count == 0)
        {
            return true;
        }

        if (record.Metadata.IsEmpty)
        {
            return false;
        }

        using var metadata = Parse(record);
        return metadata.RootElement.ValueKind == JsonValueKind.Object && HasAll(metadata.RootElement);
    }

    private bool HasAll(JsonElement metadata)
    {
        foreach (var (name, value) in _expected)
        {
            if (!metadata.TryGetProperty(name, out var actual) || !JsonElement.DeepEquals(actual, value))
            {
                return false;
            }
        }

        return true;
    }

    private JsonDocument Parse(CheckpointRecord record)
    {
        try
        {
            return JsonDocument.Parse(record.Metadata);
        }
        catch (JsonException exception)
        {
            throw new CheckpointCorruptedException(
                _address.ThreadId, _address.Namespace, record.Id, null, "the metadata is not JSON", exception);
        }
    }

    private static JsonElement ParseExpected(string name, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The value of metadata filter '{name}' is not JSON. Give the UTF-8 JSON of a scalar.", nameof(json), exception);
        }
    }
}
