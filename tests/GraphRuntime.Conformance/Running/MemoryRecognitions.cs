using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Recognises deliberate differences of subgraphs with their own memory.</summary>
internal static class MemoryRecognitions
{
    /// <summary>
    /// A run came before the thread went back, so that a memory may have been left behind. The answers agree in all that a memory can not change. An edit of the graph above
    /// tells nothing of one.
    /// </summary>
    public static bool GoesBack(DeviationContext context) =>
        context.Step >= 0
        && Memories(context).Any()
        && WentBack(context)
        && !(context.Action.Member("do").GetString() is "update_state" or "bulk_update_state" && context.Action.TryMember("in") is null && context.Action.TryMember("ns") is null)
        && context.Expected.TryMember("error") is null == context.Actual.TryMember("error") is null
        && IsWithinReach(context)
        && MayHaveRun(context)
        && Influence.Explains(context, Callers(context));

    /// <summary>A run has come to a node with a memory, or is to go on with one. Other actions show what earlier runs did.</summary>
    private static bool MayHaveRun(DeviationContext context)
    {
        var names = Callers(context).Concat(Memories(context).SelectMany(static g => g.Nodes)).Select(static n => n.Name).ToHashSet(StringComparer.Ordinal);
        return context.Action.Member("do").GetString() is not ("invoke" or "stream")
            || new[] { context.Before, context.After }.SelectMany(static state => state.Member("next").Items()).Select(static n => n.GetString()!).Concat(context.Ran).Any(names.Contains);
    }

    private static bool WentBack(DeviationContext context) => context.Test.Script.Take(context.Step + 1)
        .Where(action => JsonElement.DeepEquals(action.Member("thread"), context.Action.Member("thread")))
        .SkipWhile(static action => action.Member("do").GetString() is not ("invoke" or "stream"))
        .Skip(1)
        .Any(static action => action.TryMember("at") is { ValueKind: not JsonValueKind.Null } || action.TryMember("in_at") is not null);

    /// <summary>A resumed run in which a node of a memory runs here and not there.</summary>
    public static bool RunsAnew(DeviationContext context)
    {
        if (context.Step < 1 || context.Action.TryMember("input") is not { ValueKind: JsonValueKind.Null })
        {
            return false;
        }

        var (expected, actual) = (CompactJson.Write(context.Expected), CompactJson.Write(context.Actual));
        return Memories(context).SelectMany(static g => g.Nodes).Any(node => Count(actual, node.Name) > Count(expected, node.Name))
            && Influence.Explains(context, Callers(context));
    }

    private static bool IsWithinReach(DeviationContext context) =>
        context.Action.TryMember("in") is not null || context.Expected.TryMember("history") is not { } expected || context.Actual.TryMember("history") is not { } actual
        || new MemoryReach(context.Test).Covers(expected, actual);

    private static IEnumerable<NodeSpec> Callers(DeviationContext context) => context.Test.Graphs.Values.SelectMany(static g => g.Nodes)
        .Where(n => n.Calls.Append(n.Graph).Any(graph => graph is not null && context.Test.Graphs[graph].Checkpointer == true));

    private static IEnumerable<GraphSpec> Memories(DeviationContext context) => context.Test.Graphs.Values.Where(static g => g.Checkpointer == true);

    private static int Count(string value, string text) => value.Split($"\"{text}").Length - 1;
}
