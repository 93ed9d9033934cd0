using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>A list of texts that may also be given as one text.</summary>
internal sealed class TextListConverter : TextsConverter
{
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? [reader.GetString()!] : base.Read(ref reader, typeToConvert, options);
}
