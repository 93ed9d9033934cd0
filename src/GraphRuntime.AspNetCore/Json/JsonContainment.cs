using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Whether one JSON value has another in it: objects member by member, lists by any element, everything else by equality.</summary>
internal static class JsonContainment
{
    public static bool Contains(JsonElement whole, JsonElement part) => part.ValueKind switch
    {
        JsonValueKind.Object => whole.ValueKind == JsonValueKind.Object
            && part.EnumerateObject().All(member => whole.TryGetProperty(member.Name, out var value) && Contains(value, member.Value)),
        JsonValueKind.Array => whole.ValueKind == JsonValueKind.Array && part.EnumerateArray().All(item => whole.EnumerateArray().Any(candidate => Contains(candidate, item))),
        _ => JsonElement.DeepEquals(whole, part),
    };

    /// <summary>Whether an object has the members of another one. No object to look for is in everything.</summary>
    public static bool ContainsObject(JsonElement? whole, JsonElement? part) => part is not { ValueKind: JsonValueKind.Object } wanted
        || !wanted.EnumerateObject().Any()
        || (whole is { ValueKind: JsonValueKind.Object } given && Contains(given, wanted));
}
