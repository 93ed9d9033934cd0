using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Building;

/// <summary>The reducers of the case format.</summary>
internal static class Reducers
{
    public static JsonElement Add(JsonElement value, JsonElement write) => Json.Number(value.ToNumber() + write.ToNumber());

    public static JsonElement Max(JsonElement value, JsonElement write) => Json.Number(Math.Max(value.ToNumber(), write.ToNumber()));

    public static JsonElement Min(JsonElement value, JsonElement write) => Json.Number(Math.Min(value.ToNumber(), write.ToNumber()));

    public static JsonElement Concatenate(JsonElement value, JsonElement write) => Json.Text(CompactJson.ToText(value) + CompactJson.ToText(write));

    public static JsonElement Merge(JsonElement value, JsonElement write) => Json.Object(Members(value).Concat(Members(write)));

    public static JsonElement Union(JsonElement value, JsonElement write)
    {
        var items = value.Items().ToList();
        foreach (var item in write.ValueKind == JsonValueKind.Array ? write.EnumerateArray() : Enumerable.Repeat(write, 1))
        {
            if (!items.Exists(known => JsonElement.DeepEquals(known, item)))
            {
                items.Add(item);
            }
        }

        return Operators.Sort(items);
    }

    public static JsonElement Replace(JsonElement value, JsonElement write) => write;

    private static IEnumerable<KeyValuePair<string, JsonElement>> Members(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? value.EnumerateObject().Select(static m => KeyValuePair.Create(m.Name, m.Value))
        : [];
}
