using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphRuntime.Values;

/// <summary>Writes a range as C# writes it: <c>"1..^2"</c>.</summary>
internal sealed class RangeConverter : JsonConverter<Range>
{
    public override Range Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString().AsSpan();
        var middle = text.IndexOf("..");
        return middle >= 0
            ? new Range(IndexConverter.Parse(text[..middle]), IndexConverter.Parse(text[(middle + 2)..]))
            : throw new JsonException("A range is two indexes with '..' between them.");
    }

    public override void Write(Utf8JsonWriter writer, Range value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
