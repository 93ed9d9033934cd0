using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Comparing;

/// <summary>Says where two JSON values differ.</summary>
internal static class JsonDiff
{
    public static IEnumerable<string> Compare(JsonElement expected, JsonElement actual, string path)
    {
        if (JsonElement.DeepEquals(expected, actual))
        {
            return [];
        }

        return (expected.ValueKind, actual.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => CompareObjects(expected, actual, path),
            (JsonValueKind.Array, JsonValueKind.Array) when HoldsObjects(expected) => CompareLists(expected, actual, path),
            _ => [$"{path}: expected {Show(expected)}, got {Show(actual)}"],
        };
    }

    public static string Show(JsonElement value)
    {
        var text = CompactJson.Write(value);
        return text.Length <= 240 ? text : string.Concat(text.AsSpan(0, 237), "...");
    }

    private static bool HoldsObjects(JsonElement list) => list.EnumerateArray().Any(static e => e.ValueKind == JsonValueKind.Object);

    private static IEnumerable<string> CompareObjects(JsonElement expected, JsonElement actual, string path)
    {
        foreach (var member in expected.EnumerateObject())
        {
            if (actual.TryMember(member.Name) is not { } other)
            {
                yield return $"{path}.{member.Name}: expected {Show(member.Value)}, is missing";
                continue;
            }

            foreach (var difference in Compare(member.Value, other, $"{path}.{member.Name}"))
            {
                yield return difference;
            }
        }

        foreach (var member in actual.EnumerateObject().Where(m => expected.TryMember(m.Name) is null))
        {
            yield return $"{path}.{member.Name}: unexpected {Show(member.Value)}";
        }
    }

    private static IEnumerable<string> CompareLists(JsonElement expected, JsonElement actual, string path)
    {
        var (wanted, found) = (expected.GetArrayLength(), actual.GetArrayLength());
        if (wanted != found)
        {
            yield return $"{path}: expected {wanted} entries, got {found}";
        }

        for (var i = 0; i < Math.Max(wanted, found); i++)
        {
            if (i >= wanted || i >= found)
            {
                yield return i >= found ? $"{path}[{i}]: is missing: {Show(expected[i])}" : $"{path}[{i}]: unexpected {Show(actual[i])}";
                continue;
            }

            foreach (var difference in Compare(expected[i], actual[i], $"{path}[{i}]"))
            {
                yield return difference;
            }
        }
    }
}
