using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Reads stored states and values.</summary>
internal static class StoredJson
{
    /// <summary>The library stores no deeper values; the state around a value takes one more level.</summary>
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 256 };

    /// <summary>The document, to be disposed. Where nothing is stored it is an empty object.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json) => JsonDocument.Parse(json.IsEmpty ? "{}"u8.ToArray() : json, s_options);
}
