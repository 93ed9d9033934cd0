using GraphRuntime.Conformance.Comparing;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>
/// The first failure of a superstep cancels the tasks beside it; in the recorded engine they run to their end. What such a task did there is not expected: its error, its result, an
/// answer that it took, and what it reported.
/// </summary>
internal static class CancelledSiblings
{
    private const string SeveralErrors = "AggregateError";

    public static JsonElement Adapt(DeviationContext context)
    {
        var failures = context.Test.Script.Select(static step => step.GetProperty("expect").TryMember("error")).OfType<JsonElement>().ToList();
        return failures.Count == 0 ? context.Expected
            : context.Expected.TryMember("error") is { } error ? Chunks(context, error)
            : context.Expected.TryMember("ticks") is { } ticks && failures.Exists(HasSeveral) ? Json.Object(("ticks", Ticks(ticks, context.Actual.Member("ticks"))))
            : States(context.Expected, context.Actual);
    }

    /// <summary>In a stream that ends with the failure of a superstep of several tasks: what they reported until then is the last group.</summary>
    private static JsonElement Chunks(DeviationContext context, JsonElement error)
    {
        var groups = context.Expected.Member("chunks").Items().ToList();
        if (context.Actual.TryMember("error") is null || groups.Count == 0 || !(HasSeveral(error) || context.Before.Member("next").Items().Count() > 1))
        {
            return context.Expected;
        }

        var earlier = groups.Take(groups.Count - 1).ToList();
        var last = context.Actual.Member("chunks").Items().Skip(earlier.Sum(static g => g.GetArrayLength())).ToList();
        return Without(groups[^1], last).Concat(Without(Json.List(last), groups[^1].Items())).All(IsOfTask)
            ? Adaptations.With(context.Expected, "chunks", Json.List([.. earlier, Json.List(last)]))
            : context.Expected;
    }

    private static IEnumerable<JsonElement> Without(JsonElement chunks, IEnumerable<JsonElement> others)
    {
        var left = others.Select(AnswerComparer.SortTasks).Select(CompactJson.Write).ToList();
        return [.. chunks.Items().Where(chunk => !left.Remove(CompactJson.Write(AnswerComparer.SortTasks(chunk))))];
    }

    /// <summary>What one task reports: its own values, and its result.</summary>
    private static bool IsOfTask(JsonElement chunk) => chunk.Member("mode").GetString() switch
    {
        "custom" or "messages" or "updates" => true,
        "tasks" => chunk.Member("data").TryMember("result") is not null,
        "debug" => chunk.Member("data").Member("type").GetString() == "task_result",
        _ => false,
    };

    /// <summary>In counters: a task that was cancelled ran less often.</summary>
    private static JsonElement Ticks(JsonElement expected, JsonElement actual) => Json.Object(expected.EnumerateObject().Select(t => KeyValuePair.Create(
        t.Name, actual.TryMember(t.Name) is { } own && own.ToNumber() < t.Value.ToNumber() ? own : t.Value)));

    private static bool HasSeveral(JsonElement error) => error.Member("native").GetString()?.StartsWith(SeveralErrors, StringComparison.Ordinal) == true;

    private static JsonElement States(JsonElement expected, JsonElement actual) => Adaptations.Replace(
        expected, actual, static (name, wanted, owner) => name == "tasks" ? Tasks([.. wanted.Items()], [.. owner.Member(name).Items()], wanted) : null);

    /// <summary>One task has failed by itself in any case. A task that is as recorded keeps its place.</summary>
    private static JsonElement Tasks(List<JsonElement> expected, List<JsonElement> actual, JsonElement otherwise)
    {
        if (!actual.Exists(HasError))
        {
            return otherwise;
        }

        var left = actual.FindAll(other => !expected.Exists(task => JsonElement.DeepEquals(task, other)));
        return Json.List(expected.ConvertAll(task => actual.Exists(other => JsonElement.DeepEquals(task, other)) ? task : Cancelled(task, left) ?? task));
    }

    /// <summary>The same task, which did less because it was cancelled.</summary>
    private static JsonElement? Cancelled(JsonElement task, List<JsonElement> left)
    {
        var index = left.FindIndex(other => !HasError(other) && IsSame(task, other) && (HasError(task) || HasResult(task) || Questions(task).Count < Questions(other).Count));
        if (index < 0)
        {
            return null;
        }

        var twin = left[index];
        left.RemoveAt(index);
        return twin;
    }

    private static bool IsSame(JsonElement task, JsonElement other) =>
        JsonElement.DeepEquals(task.Member("name"), other.Member("name")) && !HasResult(other) && Questions(task).IsSubsetOf(Questions(other));

    private static HashSet<string> Questions(JsonElement task) => [.. task.Member("interrupts").Items().Select(CompactJson.Write)];

    private static bool HasResult(JsonElement task) => task.TryMember("result") is not null;

    private static bool HasError(JsonElement task) => task.TryMember("error") is not null;
}
