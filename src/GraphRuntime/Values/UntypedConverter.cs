using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GraphRuntime.Diagnostics;

namespace GraphRuntime.Values;

/// <summary>
/// Writes values that are declared as <see cref="object"/> as what they are. Text, booleans and numbers (<c>int</c>, <c>double</c>, and a <c>long</c> that no <c>int</c> can hold) come back
/// as they were, everything else as a <see cref="JsonElement"/>: what type it had is not stored.
/// </summary>
internal sealed class UntypedConverter : JsonConverter<object>
{
    /// <summary>True where a value comes back as what it was.</summary>
    public static bool Keeps(object? value) => value is null or string or bool or int or (long and (< int.MinValue or > int.MaxValue)) or double or JsonElement;

    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number => ReadNumber(ref reader),
        _ => JsonElement.ParseValue(ref reader),
    };

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
                WriteDouble(writer, number);
                break;
            default:
                WriteOther(writer, value, options);
                break;
        }
    }

    private static object ReadNumber(ref Utf8JsonReader reader)
    {
        var digits = reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
        if (digits.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0)
        {
            return reader.GetDouble();
        }

        if (reader.TryGetInt32(out var small))
        {
            return small;
        }

        return reader.TryGetInt64(out var large) ? large : JsonElement.ParseValue(ref reader);
    }

    /// <summary>Writes a whole number with <c>.0</c> behind it, so that it is not read as an integer.</summary>
    private static void WriteDouble(Utf8JsonWriter writer, double number)
    {
        if (!double.IsFinite(number) || !double.IsInteger(number))
        {
            writer.WriteNumberValue(number);
            return;
        }

        Span<byte> digits = stackalloc byte[40];
        Utf8Formatter.TryFormat(number, digits, out var length);
        if (digits[..length].IndexOfAny((byte)'.', (byte)'E') < 0)
        {
            ".0"u8.CopyTo(digits[length..]);
            length += 2;
        }

        writer.WriteRawValue(digits[..length], skipInputValidation: true);
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
