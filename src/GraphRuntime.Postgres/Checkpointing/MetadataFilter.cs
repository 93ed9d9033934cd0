using System.Buffers;
using System.Text;
using System.Text.Json;

namespace GraphRuntime.Postgres;

/// <summary>The metadata of a query as one JSON object, which reaches the server as one parameter.</summary>
internal static class MetadataFilter
{
    public static string? ToJson(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> metadata)
    {
        if (metadata.Count == 0)
        {
            return null;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in metadata)
            {
                StoredText.Check(name, "metadata name");
                writer.WritePropertyName(name);
                writer.WriteRawValue(Scalar(name, value).Span, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static ReadOnlyMemory<byte> Scalar(string name, ReadOnlyMemory<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json.Span);
            if (reader.Read() && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray) && !reader.Read())
            {
                return json;
            }
        }
        catch (JsonException)
        {
            // Said below; the exception would quote the value.
        }

        throw new ArgumentException($"The value of metadata filter '{name}' is not a JSON scalar. Give the UTF-8 JSON of a string, number, true, false or null.", nameof(json));
    }
}
