using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GraphRuntime.Tests.Interrupts;

/// <summary>A number with a converter of its own. Its schema allows any JSON, so a wrong answer is found by the node that reads it.</summary>
[JsonConverter(typeof(AmountConverter))]
internal readonly record struct Amount(int Number)
{
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);

    private sealed class AmountConverter : JsonConverter<Amount>
    {
        public override Amount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number ? new Amount(reader.GetInt32()) : throw new JsonException("An amount is a number.");

        public override void Write(Utf8JsonWriter writer, Amount value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Number);
    }
}
