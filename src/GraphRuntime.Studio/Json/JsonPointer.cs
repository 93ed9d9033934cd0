using System.Globalization;
using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Addresses of values in JSON (RFC 6901).</summary>
internal static class JsonPointer
{
    public static string Append(string pointer, string name) => $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    public static string Append(string pointer, int index) => string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}");

    /// <exception cref="StudioException">There is no value at the address.</exception>
    public static JsonElement Find(JsonElement root, string pointer)
    {
        if (pointer.Length == 0)
        {
            return root;
        }

        if (!pointer.StartsWith('/'))
        {
            throw StudioException.Invalid("'pointer' is empty, or begins with a slash.");
        }

        var value = root;
        foreach (var part in pointer[1..].Split('/'))
        {
            value = Child(value, part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)) ?? throw StudioException.NotFound("value_not_found", "The state has no value at this address.");
        }

        return value;
    }

    private static JsonElement? Child(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Object when value.TryGetProperty(name, out var member) => member,
        JsonValueKind.Array when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < value.GetArrayLength() => value[index],
        _ => null,
    };
}
