using System.Text;
using System.Text.Json;

namespace GraphRuntime.Checkpointing;

/// <summary>An encoded value of the long-term store: a JSON object with one string, as stores take nothing else.</summary>
internal static class EncodedItem
{
    private const string Property = "encoded";

    public static byte[] Wrap(ReadOnlySpan<byte> encoded) => Encoding.UTF8.GetBytes($"{{\"{Property}\":\"{Convert.ToBase64String(encoded)}\"}}");

    /// <summary>The encoded bytes; the value itself where it is not wrapped, because it was stored before there was a codec.</summary>
    public static ReadOnlyMemory<byte> Unwrap(ReadOnlyMemory<byte> value)
    {
        var reader = new Utf8JsonReader(value.Span);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject
                && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(Property)
                && reader.Read() && reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var bytes)
                && reader.Read() && reader.TokenType == JsonTokenType.EndObject
                ? bytes
                : value;
        }
        catch (JsonException)
        {
            return value;
        }
    }
}
