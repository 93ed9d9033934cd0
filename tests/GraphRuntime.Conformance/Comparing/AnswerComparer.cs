using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Comparing;

/// <summary>Compares an answer with the recorded one.</summary>
internal static class AnswerComparer
{
    /// <summary>What differs; empty where nothing does.</summary>
    public static IReadOnlyList<string> Compare(JsonElement expected, JsonElement actual)
    {
        if (expected.TryMember("chunks") is { } groups)
        {
            return [.. CompareErrors(expected, actual), .. ChunkComparer.Compare(groups, actual.Member("chunks"))];
        }

        if (expected.TryMember("error") is not null || actual.TryMember("error") is not null)
        {
            return [.. CompareErrors(expected, actual)];
        }

        if (expected.TryMember("ok") is not null)
        {
            return [];
        }

        return [.. JsonDiff.Compare(SortTasks(expected), SortTasks(actual), "")];
    }

    /// <summary>A value in which the tasks of all snapshots are in one order.</summary>
    public static JsonElement SortTasks(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => Json.List(value.EnumerateArray().Select(SortTasks)),
        JsonValueKind.Object => Json.Object(value.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, IsTaskList(value, m) ? Sort(m.Value) : SortTasks(m.Value)))),
        _ => value,
    };

    private static bool IsTaskList(JsonElement owner, JsonProperty member) =>
        member.Name == "tasks" && member.Value.ValueKind == JsonValueKind.Array && owner.TryMember("next") is not null;

    private static JsonElement Sort(JsonElement tasks) => Json.List(tasks.EnumerateArray().Select(SortTasks).OrderBy(CompactJson.Write, StringComparer.Ordinal));

    private static IEnumerable<string> CompareErrors(JsonElement expected, JsonElement actual)
    {
        var (wanted, found) = (expected.TryMember("error"), actual.TryMember("error"));
        if (wanted is null && found is null)
        {
            yield break;
        }

        if (wanted is not { } error)
        {
            yield return $".error: expected none, got {JsonDiff.Show(found!.Value)}";
        }
        else if (found is not { } other)
        {
            yield return $".error: expected {JsonDiff.Show(error)}, got {JsonDiff.Show(actual)}";
        }
        else
        {
            var isSame = JsonElement.DeepEquals(error.Member("kind"), other.Member("kind"))
                && (error.Member("kind").GetString() != "NodeError"
                    || (JsonElement.DeepEquals(error.Member("type"), other.Member("type")) && JsonElement.DeepEquals(error.Member("message"), other.Member("message"))));
            if (!isSame)
            {
                yield return $".error: expected {JsonDiff.Show(error)}, got {JsonDiff.Show(other)}";
            }
        }
    }
}
