using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>A command of the thread protocol.</summary>
internal sealed record ProtocolCommand(long Id, string Method, JsonElement Parameters)
{
    /// <summary>Reads a command; what is none is said in the words that clients know.</summary>
    public static ProtocolCommand Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt64(out var number) || number < 0
            || !json.TryGetProperty("method", out var method) || method.ValueKind != JsonValueKind.String)
        {
            throw ApiException.Bad("Protocol commands must include an integer id and string method.");
        }

        var parameters = json.TryGetProperty("params", out var given) && given.ValueKind != JsonValueKind.Null ? given : default;
        return parameters.ValueKind is JsonValueKind.Undefined or JsonValueKind.Object
            ? new ProtocolCommand(number, method.GetString()!, parameters)
            : throw ApiException.Bad("The 'params' of a protocol command are an object.");
    }

    public string? Text(string name) => Find(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A list of texts; <see langword="null"/> where there is none.</summary>
    public IReadOnlyList<string>? Texts(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw ApiException.Bad($"'{name}' is a list of texts."))],
        _ => throw ApiException.Bad($"'{name}' is a list of texts."),
    };

    public int Number(string name, int fallback) => Find(name) switch
    {
        null => fallback,
        { ValueKind: JsonValueKind.Number } given when given.TryGetInt32(out var number) => number,
        _ => throw ApiException.Bad($"'{name}' is a whole number."),
    };

    public JsonElement? Find(string name) =>
        Parameters.ValueKind == JsonValueKind.Object && Parameters.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
