using GraphRuntime.Conformance.Comparing;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Recorded answers changed to what this library deliberately answers instead.</summary>
internal static class Adaptations
{
    /// <summary>In states: a task that asked again is still to run.</summary>
    public static JsonElement AskingAgain(DeviationContext context)
    {
        var (expected, actual) = (context.Expected.TryMember("state"), context.Actual.TryMember("state"));
        return expected is { } state && actual is { } other ? Json.Object(("state", AskingAgain(AnswerComparer.SortTasks(state), AnswerComparer.SortTasks(other), Transient(context)))) : context.Expected;
    }

    /// <summary>In histories: a checkpoint is not its own parent.</summary>
    public static JsonElement OwnParent(DeviationContext context)
    {
        if (context.Expected.TryMember("history") is not { } history || context.Actual.TryMember("history") is not { } actual)
        {
            return context.Expected;
        }

        return Json.Object(("history", Json.List(history.Items().Zip(actual.Items().Concat(Enumerable.Repeat(Json.Null, history.GetArrayLength())), static (entry, other) =>
            JsonElement.DeepEquals(entry.Member("parent"), entry.Member("index")) ? With(entry, "parent", other.Member("parent")) : entry))));
    }

    /// <summary>In histories: a command that begins a run shows in the checkpoint that it made, not in the one before, too.</summary>
    public static JsonElement LaterEdit(DeviationContext context)
    {
        var (history, actual) = (context.Expected.Member("history").Items().ToList(), context.Actual.Member("history").Items().ToList());
        if (history.Count == 0 || history.Count != actual.Count)
        {
            return context.Expected;
        }

        var earlier = context.Test.Script.Take(context.Step).Select(static a => a.GetProperty("expect"))
            .SelectMany(static e => new[] { e.Member("result").Member("values"), e.Member("state").Member("values") }).ToList();
        return Json.Object(("history", Json.List(history.Select((entry, i) => i > 0 && ShowsEdit(entry, history[i - 1]) ? Unedited(entry, actual[i], earlier) : entry))));
    }

    /// <summary>In streams that fail: what was reported before the failure is not lost.</summary>
    public static JsonElement LostChunks(DeviationContext context)
    {
        var (groups, chunks) = (context.Expected.Member("chunks").Items().ToList(), context.Actual.Member("chunks").Items().ToList());
        if (context.Expected.TryMember("error") is null || context.Actual.TryMember("error") is null || groups.Count == 0)
        {
            return context.Expected;
        }

        var before = groups.Take(groups.Count - 1).Sum(static g => g.GetArrayLength());
        var last = Canonical(groups[^1].Items());
        var rest = Canonical(chunks.Skip(before));
        return before + last.Count < chunks.Count && last.TrueForAll(rest.Remove)
            ? With(context.Expected, "chunks", Json.List([.. groups.Take(groups.Count - 1), Json.List(chunks.Skip(before))]))
            : context.Expected;
    }

    /// <summary>In states and histories: a failed task shows the text of this library where the recorded text is the engine's own.</summary>
    public static JsonElement OwnTexts(DeviationContext context)
    {
        var texts = context.Test.Script.Select(static a => a.GetProperty("expect").Member("error")).Where(static e => e.Member("kind").GetString() is not (null or "NodeError"))
            .Select(static e => e.Member("native").GetString()).OfType<string>().Select(static t => t[(t.IndexOf(": ", StringComparison.Ordinal) + 2)..]).ToList();
        return texts.Count == 0 ? context.Expected : OwnTexts(AnswerComparer.SortTasks(context.Expected), AnswerComparer.SortTasks(context.Actual), texts);
    }

    private static bool ShowsEdit(JsonElement entry, JsonElement made) =>
        IsCommand(made) && JsonElement.DeepEquals(entry.Member("values"), made.Member("values")) && JsonElement.DeepEquals(entry.Member("next"), made.Member("next"));

    /// <summary>An entry without the edit that was made after it: with values that were an answer before, and without the tasks that the edit led to.</summary>
    private static JsonElement Unedited(JsonElement entry, JsonElement own, List<JsonElement> earlier)
    {
        var values = earlier.Exists(v => JsonElement.DeepEquals(v, own.Member("values"))) ? own.Member("values") : entry.Member("values");
        var left = own.Member("next").Items().Select(static n => n.GetString()!).ToList();
        var next = entry.Member("next").Items().Where(n => left.Remove(n.GetString()!)).ToList();
        var names = next.ConvertAll(static n => n.GetString()!);
        var tasks = entry.Member("tasks").Items().Where(t => names.Remove(t.Member("name").GetString()!));
        return With(With(With(entry, "values", values), "next", Json.List(next)), "tasks", Json.List(tasks));
    }

    private static JsonElement OwnTexts(JsonElement expected, JsonElement actual, List<string> texts) => (expected.ValueKind, actual.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => Json.Object(expected.EnumerateObject().Select(m => KeyValuePair.Create(
            m.Name,
            m.Name == "error" && m.Value.ValueKind == JsonValueKind.String && texts.Exists(t => m.Value.GetString()!.StartsWith(t, StringComparison.Ordinal)) && actual.TryMember("error") is { } own
                ? own
                : OwnTexts(m.Value, actual.Member(m.Name), texts)))),
        (JsonValueKind.Array, JsonValueKind.Array) when expected.GetArrayLength() == actual.GetArrayLength() =>
            Json.List(expected.EnumerateArray().Zip(actual.EnumerateArray(), (e, a) => OwnTexts(e, a, texts))),
        _ => expected,
    };

    /// <summary>An input that is applied at once: that of a command.</summary>
    private static bool IsCommand(JsonElement entry) =>
        entry.Member("source").GetString() == "input" && !entry.Member("next").Items().Any(static n => n.GetString() == "START");

    private static List<string> Canonical(IEnumerable<JsonElement> chunks) => [.. chunks.Select(AnswerComparer.SortTasks).Select(CompactJson.Write)];

    /// <summary>The channels of the case that live for one superstep; the recorded engine also leaves them out as if the asking task had finished.</summary>
    private static HashSet<string> Transient(DeviationContext context) => context.Test.Graphs.Values.SelectMany(static g => g.Channels)
        .Where(static c => c.Value.Member("kind").GetString() is "ephemeral" or "topic" or "any_value")
        .Select(static c => c.Name)
        .ToHashSet(StringComparer.Ordinal);

    private static JsonElement AskingAgain(JsonElement expected, JsonElement actual, HashSet<string> transient)
    {
        var next = expected.Member("next").Items().Select(static n => n.GetString()!).ToList();
        var asking = expected.Member("tasks").Items().Where(static t => t.Member("interrupts").Items().Any()).Select(static t => t.Member("name").GetString()!).ToList();
        var missing = actual.Member("next").Items().Select(static n => n.GetString()!).ToList();
        next.ForEach(name => missing.Remove(name));
        var again = missing.Where(asking.Remove).ToList();
        var tasks = expected.Member("tasks").Items().Zip(actual.Member("tasks").Items().Concat(Enumerable.Repeat(Json.Null, 1000)), (task, other) =>
            task.Member("state").ValueKind == JsonValueKind.Object ? With(task, "state", AskingAgain(task.Member("state"), other.Member("state"), transient)) : task);
        var values = again.Count == 0 ? expected.Member("values") : Json.Object(
            expected.Member("values").EnumerateObject().Concat(actual.Member("values").EnumerateObject().Where(v => transient.Contains(v.Name)))
                .Select(static v => KeyValuePair.Create(v.Name, v.Value)));
        return With(With(With(expected, "tasks", Json.List(tasks)), "values", values), "next", Json.Texts(next.Concat(again).Order(StringComparer.Ordinal)));
    }

    private static JsonElement With(JsonElement value, string name, JsonElement member) => Json.Object(
        value.EnumerateObject().Select(m => KeyValuePair.Create(m.Name, m.Name == name ? member : m.Value)));
}
