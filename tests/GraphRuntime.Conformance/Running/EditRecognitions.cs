using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Recognises deliberate differences after edits, and of deferred nodes.</summary>
internal static class EditRecognitions
{
    /// <summary>
    /// An edit beside tasks that have finished, failed or wait for an answer, or after a task was answered and asked again. The state is the recorded one but for what runs
    /// next: that belongs to these tasks and to what they lead to. Or the recorded engine could not tell which of them the edit is for.
    /// </summary>
    public static bool KeepsSiblings(DeviationContext context)
    {
        if (context.Step < 0 || !IsEdit(context.Action) || context.Error is not null)
        {
            return false;
        }

        var half = Tasks(context.Before).Where(static t => t.TryMember("result") is not null || t.TryMember("error") is not null || t.Member("interrupts").Items().Any()).ToList();
        if (half.Count == 0 && (NamesNode(context.Action) || !WasAskedAgain(context)))
        {
            return false;
        }

        return context.Expected.Member("error").Member("kind").GetString() == "InvalidUpdateError"
            || (SameState(context) && (half.Count == 0 || context.Action.TryMember("at") is not null || MovesOn(context)));
    }

    /// <summary>What only one of the answers has to run is a task of the state before, or a task of it or the edited node leads to it.</summary>
    private static bool MovesOn(DeviationContext context)
    {
        var before = Tasks(context.Before).Select(static t => t.Member("name").GetString()).ToHashSet(StringComparer.Ordinal);
        var edited = EditedNodes(context.Action).ToHashSet(StringComparer.Ordinal);
        var nodes = context.Test.Graphs.Values.SelectMany(static g => g.Nodes.Select(n => (Graph: g, Node: n))).Where(n => before.Contains(n.Node.Name) || edited.Contains(n.Node.Name)).ToList();
        var (expected, actual) = (Next(context.Expected), Next(context.Actual));
        return Except(expected, actual).Concat(Except(actual, expected)).All(name => before.Contains(name) || nodes.Exists(n => Influence.LeadsTo(n.Graph, n.Node, name)));
    }

    private static List<string> Next(JsonElement answer) => [.. answer.Member("state").Member("next").Items().Select(static n => n.GetString()!)];

    private static List<string> Except(List<string> names, List<string> others)
    {
        var left = new List<string>(others);
        return names.FindAll(name => !left.Remove(name));
    }

    private static IEnumerable<string> EditedNodes(JsonElement action) => action.Member("supersteps").Items().SelectMany(static s => s.Items()).Append(action)
        .Select(static edit => edit.Member("as_node").GetString()).OfType<string>();

    /// <summary>
    /// A deferred node that was scheduled runs at another time, where something else was still to run or was dropped: after sends, edits and new inputs. The answers agree in
    /// all that the node and what comes after it can not change.
    /// </summary>
    public static bool Defers(DeviationContext context)
    {
        if (context.Step < 0)
        {
            return false;
        }

        var deferred = context.Test.Graphs.Values.SelectMany(static g => g.Nodes).Where(n => n.Defer && IsNamed(context, n.Name)).ToList();
        var waits = context.Test.Graphs.Values.Any(static g => g.Branches.Concat(g.Nodes.Select(static n => n.Program)).Any(static b => CompactJson.Write(b).Contains("$send", StringComparison.Ordinal)))
            || context.Test.Script.Take(context.Step + 1).Any(action => IsEdit(action) || action.Member("input").ValueKind == JsonValueKind.Object);
        return waits && deferred.Count > 0 && Influence.Explains(context, deferred);
    }

    private static bool IsNamed(DeviationContext context, string node) =>
        new[] { context.Expected, context.Actual, context.Before, context.After }.Any(answer => CompactJson.Write(answer).Contains(node, StringComparison.Ordinal));

    /// <summary>Whether two states agree in all but what runs next, and in channels that live for one superstep.</summary>
    private static bool SameState(DeviationContext context) =>
        context.Expected.TryMember("state") is { } expected
        && context.Actual.TryMember("state") is { } actual
        && Transient(context) is var transient
        && JsonElement.DeepEquals(Settled(expected, transient), Settled(actual, transient));

    private static JsonElement Settled(JsonElement state, HashSet<string> transient) => Json.Object(state.EnumerateObject().Where(static m => m.Name is not ("next" or "tasks")).Select(m =>
        KeyValuePair.Create(m.Name, m.Name == "values" ? Json.Object(m.Value.EnumerateObject().Where(v => !transient.Contains(v.Name)).Select(static v => KeyValuePair.Create(v.Name, v.Value))) : m.Value)));

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
}
