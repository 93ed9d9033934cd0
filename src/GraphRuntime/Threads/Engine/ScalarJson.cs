using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GraphRuntime.Diagnostics;
using GraphRuntime.Values;

namespace GraphRuntime.Threads;

/// <summary>Caller's metadata as JSON: one object of scalars.</summary>
internal static class ScalarJson
{
    private static readonly IReadOnlyDictionary<string, object?> None = new Dictionary<string, object?>();

    public static ReadOnlyMemory<byte> ToBytes(IReadOnlyDictionary<string, object?>? metadata) =>
        metadata is null or { Count: 0 } ? default : Bytes(ToObject(metadata));

    public static IReadOnlyDictionary<string, object?> FromBytes(ReadOnlyMemory<byte> bytes) =>
        bytes.IsEmpty || JsonNode.Parse(bytes.Span) is not JsonObject stored ? None : FromObject(stored);

    /// <summary>The entries of a filter, each as the JSON of its scalar.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> ToFilter(IReadOnlyDictionary<string, object?>? metadata) =>
        (metadata ?? None).ToDictionary(entry => entry.Key, entry => ToNode(entry.Key, entry.Value) is { } node ? Bytes(node) : "null"u8.ToArray());

    /// <summary>Stored metadata with entries replaced or added; an entry with the value null removes.</summary>
    public static ReadOnlyMemory<byte> Merge(ReadOnlyMemory<byte> bytes, IReadOnlyDictionary<string, object?> changes)
    {
        var merged = bytes.IsEmpty ? [] : JsonNode.Parse(bytes.Span) as JsonObject ?? [];
        foreach (var (name, value) in changes)
        {
            merged.Remove(name);
            if (value is not null)
            {
                merged[name] = ToNode(name, value);
            }
        }

        return merged.Count == 0 ? default : Bytes(merged);
    }

    public static JsonObject ToObject(IReadOnlyDictionary<string, object?> metadata)
    {
        var result = new JsonObject();
        foreach (var (name, value) in metadata)
        {
            result[name] = ToNode(name, value);
        }

        return result;
    }

    public static IReadOnlyDictionary<string, object?> FromObject(JsonObject stored) =>
        stored.ToDictionary(entry => entry.Key, entry => FromNode(entry.Value));

    private static ReadOnlyMemory<byte> Bytes(JsonNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, ValueOptions.Writer))
        {
            node.WriteTo(writer);
        }

        return stream.ToArray();
    }

    private static JsonValue? ToNode(string name, object? value) => TextRules.CheckEntry(name, name) is { } && value is string text
        ? JsonValue.Create(TextRules.CheckEntry(name, text))
        : ToScalar(name, value);

    private static JsonValue? ToScalar(string name, object? value) => value switch
    {
        null => null,
        bool flag => JsonValue.Create(flag),
        ulong large and > long.MaxValue => JsonValue.Create((decimal)large),
        sbyte or byte or short or ushort or int or uint or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        float or double when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)) => JsonValue.Create(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        decimal number => JsonValue.Create(number),
        _ => throw new ArgumentException($"The value of metadata entry '{name}' is not a string, boolean, integer or finite number. Store anything larger in the state.", nameof(value)),
    };

    private static object? FromNode(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.String => node.GetValue<string>(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => FromNumber(node),
        _ => null,
    };

    /// <summary>
    /// JSON has one kind of number, so the value decides: an integer of 64 bits is a <see cref="long"/>, a number that a <see cref="double"/> holds exactly as it is
    /// written is one, and everything else is a <see cref="decimal"/>. No digit is lost, and stores that write a number in another way give the same value.
    /// </summary>
    private static object FromNumber(JsonNode value)
    {
        var text = value.ToJsonString();
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return integer;
        }

        var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && !IsSame(number, exact) ? exact : number;
    }

    private static bool IsSame(double number, decimal exact) =>
        decimal.TryParse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var shortest) && shortest == exact;
}
