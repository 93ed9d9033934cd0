using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Recognises deliberate differences after edits, and of deferred nodes.</summary>
internal static class EditRecognitions
{
    /// <summary>An edit beside tasks that have finished or wait for an answer. The values are the recorded ones; only what runs next differs, or the edit was not clear there.</summary>
    public static bool KeepsSiblings(DeviationContext context)
    {
        if (context.Step < 0 || !IsEdit(context.Action) || context.Error is not null)
        {
            return false;
        }

        var half = Tasks(context.Before).Any(static t => t.TryMember("result") is not null || t.TryMember("error") is not null || t.Member("interrupts").Items().Any());
        var isUnclear = context.Expected.Member("error").Member("kind").GetString() == "InvalidUpdateError";
        return (half || (!NamesNode(context.Action) && WasAskedAgain(context))) && (isUnclear || SameValues(context));
    }

    /// <summary>A deferred node is named in another number of places, where something may have kept it waiting.</summary>
    public static bool Defers(DeviationContext context)
    {
        if (context.Step < 0)
        {
            return false;
        }

        var deferred = context.Test.Graphs.Values.SelectMany(static g => g.Nodes).Where(static n => n.Defer).Select(static n => n.Name).ToList();
        var (expected, actual) = (CompactJson.Write(context.Expected), CompactJson.Write(context.Actual));
        var waits = context.Test.Graphs.Values.Any(static g => g.Branches.Concat(g.Nodes.Select(static n => n.Program)).Any(static b => CompactJson.Write(b).Contains("$send", StringComparison.Ordinal)))
            || context.Test.Script.Take(context.Step + 1).Any(action => IsEdit(action) || action.Member("input").ValueKind == JsonValueKind.Object);
        var breaks = context.Expected.TryMember("result") is not null && deferred.Exists(context.Test.Main.InterruptBefore.Concat(context.Test.Main.InterruptAfter).Contains);
        return waits && (breaks || deferred.Exists(name => Count(expected, name) != Count(actual, name) || Place(expected, name) != Place(actual, name)));
    }

    private static bool SameValues(DeviationContext context)
    {
        var (expected, actual) = (context.Expected.Member("state").Member("values"), context.Actual.Member("state").Member("values"));
        var transient = Transient(context);
        return expected.ValueKind == JsonValueKind.Object && expected.EnumerateObject().Where(v => !transient.Contains(v.Name)).All(v => JsonElement.DeepEquals(v.Value, actual.Member(v.Name)));
    }

    private static HashSet<string> Transient(DeviationContext context) => context.Test.Graphs.Values.SelectMany(static g => g.Channels)
        .Where(static c => c.Value.Member("kind").GetString() is "ephemeral" or "topic" or "any_value")
        .Select(static c => c.Name)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>A task was answered before and asked again.</summary>
    private static bool WasAskedAgain(DeviationContext context) => context.Test.Script.Take(context.Step).Any(static action =>
        action.Member("input").Member("$command").ValueKind == JsonValueKind.Object && action.GetProperty("expect").Member("result").Member("interrupts").Items().Any());

    private static bool IsEdit(JsonElement action) => action.Member("do").GetString() is "update_state" or "bulk_update_state";

    private static bool NamesNode(JsonElement action) => action.Member("as_node").ValueKind == JsonValueKind.String;

    private static IEnumerable<JsonElement> Tasks(JsonElement state) => state.Member("tasks").Items().SelectMany(static t => Tasks(t.Member("state")).Prepend(t));

    private static int Place(string value, string text) => value.IndexOf(text, StringComparison.Ordinal);

    private static int Count(string value, string text) => value.Split(text).Length - 1;
}
