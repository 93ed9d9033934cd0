namespace GraphRuntime.Conformance.Expressions;

/// <summary>Makes and reads JSON values.</summary>
internal static class Json
{
    public static JsonElement Null { get; } = JsonElement.Parse("null");

    public static JsonElement EmptyList { get; } = JsonElement.Parse("[]");

    public static JsonElement EmptyObject { get; } = JsonElement.Parse("{}");

    public static JsonElement Text(string? value) => JsonSerializer.SerializeToElement(value);

    public static JsonElement Number(long value) => JsonSerializer.SerializeToElement(value);

    public static JsonElement Flag(bool value) => JsonSerializer.SerializeToElement(value);

    public static JsonElement List(IEnumerable<JsonElement> items) => JsonSerializer.SerializeToElement(items.ToArray());

    public static JsonElement Texts(IEnumerable<string> items) => List(items.Select(Text));

    public static JsonElement Object(IEnumerable<KeyValuePair<string, JsonElement>> members)
    {
        var map = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (key, value) in members)
        {
            map[key] = value;
        }

        return JsonSerializer.SerializeToElement(map);
    }

    public static JsonElement Object(params (string Key, JsonElement Value)[] members) =>
        Object(members.Select(static m => KeyValuePair.Create(m.Key, m.Value)));

    /// <summary>A member, or JSON null where it is missing or the value is no object.</summary>
    public static JsonElement Member(this JsonElement value, string name) => value.TryMember(name) ?? Null;

    /// <summary>A member, or <see langword="null"/> where it is missing or the value is no object.</summary>
    public static JsonElement? TryMember(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : null;

    public static bool IsNull(this JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    /// <summary>The number, or 0 where the value is none.</summary>
    public static long ToNumber(this JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;

    /// <summary>The elements of a list; none where the value is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    /// <summary>A list as it is, null as nothing, anything else as one element.</summary>
    public static IEnumerable<JsonElement> Spread(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : value.IsNull() ? [] : [value];

    /// <summary>The only member of an object with one member, or <see langword="null"/>.</summary>
    public static JsonProperty? OnlyMember(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() == 1 ? value.EnumerateObject().First() : null;

    public static bool IsTrue(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.False => false,
        JsonValueKind.Number => value.GetInt64() != 0,
        JsonValueKind.String => value.GetString()!.Length > 0,
        JsonValueKind.Array => value.GetArrayLength() > 0,
        _ => true,
    };
}
