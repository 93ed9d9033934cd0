using System.Text;
using System.Text.Json;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Stores;

/// <summary>The texts of a value that get vectors.</summary>
internal static class EmbeddedText
{
    public static IEnumerable<string> Of(ReadOnlyMemory<byte> value, IReadOnlyList<string> fields)
    {
        if (fields.Count == 0)
        {
            yield return Encoding.UTF8.GetString(value.Span);
        }

        foreach (var field in fields)
        {
            if (Of(value.Span, field) is { Length: > 0 } text)
            {
                yield return text;
            }
        }
    }

    private static string? Of(ReadOnlySpan<byte> value, string field)
    {
        var reader = new Utf8JsonReader(value);
        if (!StoreValue.Find(ref reader, field) || reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString();
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return Encoding.UTF8.GetString(value[start..(int)reader.BytesConsumed]);
    }
}
