using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphRuntime;

/// <summary>
/// Writes values that are declared as <see cref="object"/> as what they are, and reads them as JSON, both as the serializer does by itself. It looks up
/// how each value is written, which for a dictionary of small values takes most of the time; the common ones are known here.
/// </summary>
internal sealed class UntypedConverter : JsonConverter<object>
{
    public override object Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonElement.ParseValue(ref reader);

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        switch (value)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            default:
                WriteOther(writer, value, options);
                break;
        }
    }

    private static void WriteOther(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
    {
        if (value.GetType() == typeof(object))
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
        else
        {
            JsonSerializer.Serialize(writer, value, options.GetTypeInfo(value.GetType()));
        }
    }
}
