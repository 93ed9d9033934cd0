using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>
/// Metadata of the wire is any JSON object; the library keeps scalars. Anything else is kept as the text of its JSON behind a mark, so that it can be found by an equal value, too.
/// </summary>
internal static class Metadata
{
    /// <summary>Entries with this prefix belong to the server: they are neither shown nor taken from callers.</summary>
    public const string Reserved = "graphruntime.";

    private const double MaxExact = 1L << 53;
    private const string Mark = "json:";

    public static Dictionary<string, object?> ToStored(JsonElement? metadata)
    {
        var stored = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (metadata is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given)
        {
            return stored;
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            throw ApiException.Bad("metadata is an object.");
        }

        foreach (var entry in given.EnumerateObject())
        {
            if (entry.Name.StartsWith(Reserved, StringComparison.Ordinal))
            {
                throw ApiException.Invalid("reserved_name", $"Names of metadata that begin with '{Reserved}' belong to the server.");
            }

            stored[entry.Name] = ToStored(entry.Value);
        }

        return stored;
    }

    public static void Write(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, object?> stored)
    {
        json.WritePropertyName(name);
        WriteObject(json, stored);
    }

    public static void WriteObject(Utf8JsonWriter json, IReadOnlyDictionary<string, object?> stored)
    {
        json.WriteStartObject();
        WriteMembers(json, stored);
        json.WriteEndObject();
    }

    public static void WriteMembers(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> stored)
    {
        foreach (var (key, value) in stored.Where(static entry => !entry.Key.StartsWith(Reserved, StringComparison.Ordinal)))
        {
            json.WritePropertyName(key);
            WriteValue(json, value);
        }
    }

    private static object? ToStored(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,

        // One number has one form, however it was written: 1.0 is found by 1.
        JsonValueKind.Number when value.GetDouble() is var number && IsWhole(number) => (long)number,
        JsonValueKind.Number when value.GetDouble() is var number && double.IsFinite(number) => number,
        JsonValueKind.String when !value.GetString()!.StartsWith(Mark, StringComparison.Ordinal) => value.GetString(),
        _ => Mark + value.GetRawText(),
    };

    private static bool IsWhole(double number) => Math.Abs(number) <= MaxExact && Math.Floor(number) == number;

    /// <summary>Writes a stored value: a scalar as it is, anything else as the JSON that it stands for.</summary>
    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        if (value is string text && text.StartsWith(Mark, StringComparison.Ordinal))
        {
            json.WriteRawValue(text[Mark.Length..]);
        }
        else
        {
            WriteScalar(json, value);
        }
    }

    public static void WriteScalar(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case long whole:
                json.WriteNumberValue(whole);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue((string)value);
                break;
        }
    }
}
