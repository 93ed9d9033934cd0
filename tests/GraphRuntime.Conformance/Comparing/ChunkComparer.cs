using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Comparing;

/// <summary>Compares the chunks of a stream: groups in order, the chunks of a group in any order.</summary>
internal static class ChunkComparer
{
    public static IReadOnlyList<string> Compare(JsonElement expectedGroups, JsonElement actualChunks)
    {
        var actual = actualChunks.Items().Select(Normalize).ToList();
        var position = 0;
        var number = 0;
        foreach (var group in expectedGroups.Items())
        {
            var expected = group.Items().Select(Normalize).ToList();
            if (!TryTake(expected, actual, ref position))
            {
                return [.. Describe(number, expected, actual, position)];
            }

            number++;
        }

        return position == actual.Count ? [] : [$".chunks: {actual.Count - position} more than expected, first: {JsonDiff.Show(actual[position])}"];
    }

    private static bool TryTake(List<JsonElement> expected, List<JsonElement> actual, ref int position)
    {
        if (Matches(expected, actual, position))
        {
            position += expected.Count;
            return true;
        }

        // The chunk that reports a static breakpoint in the values mode may be missing.
        var needed = expected.FindAll(static chunk => !IsOptional(chunk));
        if (needed.Count == expected.Count || !Matches(needed, actual, position))
        {
            return false;
        }

        position += needed.Count;
        return true;
    }

    private static bool Matches(List<JsonElement> expected, List<JsonElement> actual, int position)
    {
        if (position + expected.Count > actual.Count)
        {
            return false;
        }

        var taken = actual.GetRange(position, expected.Count).Select(CompactJson.Write).Order(StringComparer.Ordinal);
        return taken.SequenceEqual(expected.Select(CompactJson.Write).Order(StringComparer.Ordinal));
    }

    private static bool IsOptional(JsonElement chunk) =>
        chunk.Member("mode").GetString() == "values" && chunk.TryMember("interrupts") is { } interrupts && !interrupts.Items().Any();

    private static JsonElement Normalize(JsonElement chunk)
    {
        var sorted = AnswerComparer.SortTasks(chunk);
        var reportsPause = sorted.Member("mode").GetString() == "values" && sorted.TryMember("interrupts") is not null;
        return reportsPause ? Json.Object(sorted.EnumerateObject().Where(static m => m.Name != "data").Select(static m => KeyValuePair.Create(m.Name, m.Value))) : sorted;
    }

    private static IEnumerable<string> Describe(int number, List<JsonElement> expected, List<JsonElement> actual, int position)
    {
        var taken = actual.Skip(position).Take(expected.Count).ToList();
        var missing = expected.Where(e => !taken.Exists(t => JsonElement.DeepEquals(t, e))).ToList();
        var unexpected = taken.Where(t => !expected.Exists(e => JsonElement.DeepEquals(t, e))).ToList();
        if (missing.Count == 1 && unexpected.Count == 1)
        {
            return JsonDiff.Compare(missing[0], unexpected[0], $".chunks[{number}]");
        }

        return [
            .. missing.Select(chunk => $".chunks[{number}]: missing {JsonDiff.Show(chunk)}"),
            .. unexpected.Select(chunk => $".chunks[{number}]: unexpected {JsonDiff.Show(chunk)}"),
            .. missing.Count + unexpected.Count == 0 ? [$".chunks[{number}]: repeated or missing chunks"] : Array.Empty<string>(),
        ];
    }
}
