using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GraphRuntime.Values;

/// <summary>JSON strings that represent other values: times, ids, bytes. The rules are those of the serializer's own readers.</summary>
internal static class TextFormats
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    public static string? FindMismatch(JsonElement value, JsonElement schema, string path)
    {
        var text = value.GetString()!;
        if (schema.TryGetProperty("format", out var format) && !IsOfFormat(value, text, format.GetString()!))
        {
            return $"{path}: expected text in the format '{format.GetString()}'";
        }

        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.CultureInvariant, s_patience))
        {
            return $"{path}: expected text that matches {pattern.GetString()}";
        }

        if (schema.TryGetProperty("contentEncoding", out _) && !value.TryGetBytesFromBase64(out _))
        {
            return $"{path}: expected bytes in base 64";
        }

        return schema.TryGetProperty("maxLength", out var longest) && (text.Length > longest.GetInt32() || text.Length < schema.GetProperty("minLength").GetInt32())
            ? $"{path}: expected text of {longest.GetInt32()} character(s)"
            : null;
    }

    private static bool IsOfFormat(JsonElement value, string text, string format) => format switch
    {
        "date-time" => value.TryGetDateTimeOffset(out _) || value.TryGetDateTime(out _),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "time" => TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero && time < TimeSpan.FromDays(1),
        "uuid" => value.TryGetGuid(out _),
        _ => true,
    };
}
