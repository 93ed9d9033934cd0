using GraphRuntime.Conformance.Comparing;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Recorded answers changed to what this library deliberately answers instead.</summary>
internal static partial class Adaptations
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

        var earlier = context.Test.Script.Take(context.Step).SelectMany(static a => Values(a.GetProperty("expect"))).ToList();
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
        return OwnTexts(AnswerComparer.SortTasks(context.Expected), AnswerComparer.SortTasks(context.Actual), texts);
    }

    /// <summary>Where several tasks failed: the error of one of them.</summary>
    public static JsonElement FirstError(DeviationContext context) =>
        context.Expected.Member("error").Member("native").GetString()?.StartsWith("AggregateError", StringComparison.Ordinal) == true && context.Actual.TryMember("error") is { } own
            ? With(context.Expected, "error", own)
            : context.Expected;

    /// <summary>In states: a task that runs a subgraph shows no question that was answered or edited away.</summary>
    public static JsonElement GoneQuestions(DeviationContext context)
    {
        var callers = context.Test.Graphs.Values.SelectMany(static g => g.Nodes).Where(static n => n.Graph is not null || n.Calls.Count > 0).Select(static n => n.Name).ToHashSet(StringComparer.Ordinal);
        return context.Expected.TryMember("state") is { } state && context.Actual.TryMember("state") is { } other
            ? Json.Object(("state", GoneQuestions(state, other, callers)))
            : context.Expected;
    }

    /// <summary>In streams: what is output is compared, and only it.</summary>
    public static JsonElement OutputChannels(DeviationContext context)
    {
        if (context.Expected.TryMember("chunks") is not { } groups || context.Actual.TryMember("chunks") is not { } chunks || context.Test.Graphs.Values.All(static g => g.Output is null))
        {
            return context.Expected;
        }

        var expected = Json.List(groups.Items().Select(g => Json.List(g.Items().Select(c => OutputOnly(context, c)))));
        var actual = Json.List(chunks.Items().Select(c => OutputOnly(context, c)));
        return ChunkComparer.Compare(groups, chunks).Count > 0 && ChunkComparer.Compare(expected, actual).Count == 0
            ? With(context.Expected, "chunks", Json.List([chunks]))
            : context.Expected;
    }

    /// <summary>In counters: the nodes of a subgraph whose caller was tried again ran less often.</summary>
    public static JsonElement RetriedSubgraph(DeviationContext context)
    {
        if (context.Expected.TryMember("ticks") is not { } ticks || !context.Test.Graphs.Values.Any(static g => g.Nodes.Any(static n => n.Retry is not null && (n.Graph is not null || n.Calls.Count > 0))))
        {
            return context.Expected;
        }

        var inner = context.Test.Graphs.Values.Where(g => g != context.Test.Main).SelectMany(static g => g.Nodes).Select(static n => n.Name).ToHashSet(StringComparer.Ordinal);
        return Json.Object(("ticks", Json.Object(ticks.EnumerateObject().Select(t => KeyValuePair.Create(
            t.Name, inner.Contains(t.Name) && context.Actual.Member("ticks").TryMember(t.Name) is { } own && own.ToNumber() < t.Value.ToNumber() ? own : t.Value)))));
    }

    /// <summary>In histories: a checkpoint that an edit made has more to run than the recorded one.</summary>
    public static JsonElement KeptSiblings(DeviationContext context)
    {
        var (history, actual) = (context.Expected.Member("history").Items().ToList(), context.Actual.Member("history").Items().ToList());
        if (history.Count == 0 || history.Count != actual.Count)
        {
            return context.Expected;
        }

        return Json.Object(("history", Json.List(history.Zip(actual, static (entry, own) =>
        {
            var left = own.Member("next").Items().Select(static n => n.GetString()).ToList();
            return entry.Member("source").GetString() == "update" && entry.Member("next").Items().All(n => left.Remove(n.GetString())) && left.Count > 0
                ? With(With(entry, "next", own.Member("next")), "tasks", own.Member("tasks"))
                : entry;
        }))));
    }

    private static JsonElement GoneQuestions(JsonElement expected, JsonElement actual, HashSet<string> callers)
    {
        var left = actual.Member("tasks").Items().ToList();
        var tasks = expected.Member("tasks").Items().ToList();
        var adapted = new List<JsonElement>();
        foreach (var task in tasks)
        {
            var same = left.FindIndex(other => JsonElement.DeepEquals(task, other));
            var index = same >= 0 ? same : left.FindIndex(other => IsWithoutQuestions(task, other, callers));
            adapted.Add(index >= 0 && same < 0 ? Without(task, left[index], callers) : task);
            if (index >= 0)
            {
                left.RemoveAt(index);
            }
        }

        return With(expected, "tasks", Json.List(adapted.OrderBy(CompactJson.Write, StringComparer.Ordinal)));
    }

    private static JsonElement Without(JsonElement task, JsonElement own, HashSet<string> callers)
    {
        var asked = With(task, "interrupts", own.Member("interrupts"));
        return task.Member("state").ValueKind == JsonValueKind.Object && own.Member("state").ValueKind == JsonValueKind.Object
            ? With(asked, "state", GoneQuestions(task.Member("state"), own.Member("state"), callers))
            : asked;
    }

    private static bool IsWithoutQuestions(JsonElement task, JsonElement own, HashSet<string> callers)
    {
        var asked = task.Member("interrupts").Items().Select(CompactJson.Write).ToList();
        return task.Member("name").GetString() is { } name
            && callers.Contains(name)
            && own.Member("name").GetString() == name
            && own.Member("interrupts").Items().All(i => asked.Remove(CompactJson.Write(i)))
            && asked.Count > 0
            && JsonElement.DeepEquals(task.Member("result"), own.Member("result"));
    }

    /// <summary>A chunk without the channels that are not output by its graph.</summary>
    private static JsonElement OutputOnly(DeviationContext context, JsonElement chunk)
    {
        var graph = context.Test.Main;
        foreach (var node in chunk.Member("ns").Items().Select(static n => n.GetString()))
        {
            var spec = graph.Nodes.FirstOrDefault(n => n.Name == node);
            if ((spec?.Graph ?? (spec?.Calls is [var called, ..] ? called : null)) is not { } name)
            {
                return chunk;
            }

            graph = context.Test.Graphs[name];
        }

        return graph.Output is { } output && chunk.TryMember("data") is { } data
            ? With(chunk, "data", OutputOnly(data, graph.Channels.Select(static c => c.Name).Except(output).ToHashSet(StringComparer.Ordinal), chunk.Member("mode").GetString() == "values"))
            : chunk;
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

    private static bool IsOwn(string text, List<string> texts) =>
        text.Contains("Troubleshooting URL", StringComparison.Ordinal) || texts.Exists(t => text.StartsWith(t, StringComparison.Ordinal));

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
}
