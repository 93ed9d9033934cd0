using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphRuntime.Values;

/// <summary>Writes an index as C# writes it: <c>"3"</c> or <c>"^3"</c>.</summary>
internal sealed class IndexConverter : JsonConverter<Index>
{
    public override Index Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

    public override void Write(Utf8JsonWriter writer, Index value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    public static Index Parse(ReadOnlySpan<char> text)
    {
        var isFromEnd = text.StartsWith('^');
        return int.TryParse(isFromEnd ? text[1..] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? new Index(value, isFromEnd)
            : throw new JsonException("An index is a number, from the end with '^' before it.");
    }
}
