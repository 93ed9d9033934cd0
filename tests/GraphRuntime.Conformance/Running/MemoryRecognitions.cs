using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Recognises deliberate differences of subgraphs with their own memory.</summary>
internal static class MemoryRecognitions
{
    /// <summary>The thread went back before, or was edited in the past, and something that a memory is part of differs.</summary>
    public static bool GoesBack(DeviationContext context) =>
        context.Step >= 0
        && Memories(context).Any()
        && context.Test.Script.Take(context.Step + 1).Any(static action => action.TryMember("at") is { ValueKind: not JsonValueKind.Null } || action.TryMember("in_at") is not null)
        && context.Expected.TryMember("error") is null == context.Actual.TryMember("error") is null
        && IsWithinReach(context);

    /// <summary>A resumed run in which a node of a memory runs here and not there.</summary>
    public static bool RunsAnew(DeviationContext context)
    {
        if (context.Step < 1 || context.Action.TryMember("input") is not { ValueKind: JsonValueKind.Null })
        {
            return false;
        }

        var (expected, actual) = (CompactJson.Write(context.Expected), CompactJson.Write(context.Actual));
        return Memories(context).SelectMany(static g => g.Nodes).Any(node => Count(actual, node.Name) > Count(expected, node.Name));
    }

    private static bool IsWithinReach(DeviationContext context) =>
        context.Action.TryMember("in") is not null || context.Expected.TryMember("history") is not { } expected || context.Actual.TryMember("history") is not { } actual
        || new MemoryReach(context.Test).Covers(expected, actual);

    private static IEnumerable<GraphSpec> Memories(DeviationContext context) => context.Test.Graphs.Values.Where(static g => g.Checkpointer == true);

    private static int Count(string value, string text) => value.Split($"\"{text}").Length - 1;
}
