using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>A piece of a message that is being generated, in the shape of the clients.</summary>
/// <param name="Id">The message.</param>
/// <param name="Json">The piece.</param>
internal sealed record MessagePiece(string Id, JsonElement Json)
{
    /// <summary>The text in it; empty where there is none.</summary>
    public string Text => Json.TryGetProperty("content", out var content)
        ? content.ValueKind switch
        {
            JsonValueKind.String => content.GetString()!,
            JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(static block => block.ValueKind == JsonValueKind.Object && block.TryGetProperty("text", out var text) ? text.GetString() : null)),
            _ => "",
        }
        : "";

    /// <summary>What the model thought, where it says so.</summary>
    public string Reasoning => Json.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array
        ? string.Concat(content.EnumerateArray().Select(static block => block.ValueKind == JsonValueKind.Object && block.TryGetProperty("reasoning", out var text) ? text.GetString() : null))
        : "";

    public void Write(Utf8JsonWriter json) => Json.WriteTo(json);
}
