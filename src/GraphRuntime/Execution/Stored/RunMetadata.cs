using System.Buffers;
using System.Globalization;
using System.Text.Json;
using GraphRuntime.Values;

namespace GraphRuntime.Execution;

/// <summary>A run's metadata as the JSON object that is stored with its checkpoints.</summary>
internal static class RunMetadata
{
    public static ReadOnlyMemory<byte> Encode(IReadOnlyDictionary<string, object?>? metadata)
    {
        if (metadata is null || metadata.Count == 0)
        {
            return default;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, ValueOptions.Writer))
        {
            json.WriteStartObject();
            foreach (var (key, value) in metadata)
            {
                json.WritePropertyName(TextRules.CheckEntry(key, key));
                WriteScalar(json, key, value);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The scalars of a filter, each as JSON.</summary>
    public static Dictionary<string, ReadOnlyMemory<byte>> EncodeEach(IReadOnlyDictionary<string, object?>? metadata)
    {
        var encoded = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var (key, value) in metadata ?? new Dictionary<string, object?>())
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(buffer, ValueOptions.Writer))
            {
                WriteScalar(json, key, value);
            }

            encoded[key] = buffer.WrittenMemory;
        }

        return encoded;
    }

    public static IReadOnlyDictionary<string, JsonElement> Decode(ReadOnlyMemory<byte> bytes)
    {
        var metadata = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (bytes.IsEmpty)
        {
            return metadata;
        }

        using var document = JsonDocument.Parse(bytes);
        foreach (var entry in document.RootElement.EnumerateObject())
        {
            metadata[entry.Name] = entry.Value.Clone();
        }

        return metadata;
    }

    private static void WriteScalar(Utf8JsonWriter json, string key, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(TextRules.CheckEntry(key, text)); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case ulong large and > long.MaxValue: json.WriteNumberValue(large); break;
            case sbyte or byte or short or ushort or int or uint or long: json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case float or double when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)): json.WriteNumberValue(Convert.ToDouble(value, CultureInfo.InvariantCulture)); break;
            case decimal number: json.WriteNumberValue(number); break;
            case JsonElement { ValueKind: not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Undefined) } element: element.WriteTo(json); break;
            default:
                throw new ArgumentException($"Metadata '{key}' is a {value.GetType().Name}; only strings, booleans and finite numbers can be stored and filtered on.");
        }
    }
}
