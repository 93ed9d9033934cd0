using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Recognises deliberate differences after which a script cannot go on.</summary>
internal static class Recognitions
{
    public static bool AnswersNothing(DeviationContext context) =>
        context.Error is AnswerException error
        && (error.InterruptId is { } id ? !error.OpenInterruptIds.Contains(id) : error.OpenInterruptIds.Count != 1);

    /// <summary>The recorded run goes on without an answer, past a question that this library still asks: an answer of an earlier call is used again.</summary>
    public static bool AnswersTwice(DeviationContext context) =>
        IsResume(context)
        && context.Test.Main.Nodes.Any(static n => n.Graph is not null || n.Calls.Count > 0)
        && context.Actual.Member("result").Member("interrupts").GetArrayLengthOrZero() > context.Expected.Member("result").Member("interrupts").GetArrayLengthOrZero()
        && EarlierAnswers(context).Any(answer => Count(context.Expected, answer) > Count(context.Actual, answer));

    /// <summary>An answer at a named checkpoint whose question was answered otherwise before: the answers differ in nothing else.</summary>
    public static bool AnswersAnew(DeviationContext context)
    {
        if (context.Step < 0 || context.Action.TryMember("at") is null || Answer(context.Action) is not { } answer)
        {
            return false;
        }

        var (expected, actual) = (CompactJson.Write(context.Expected), CompactJson.Write(context.Actual));
        return EarlierAnswers(context).Any(earlier => actual.Replace(answer, earlier, StringComparison.Ordinal) == expected);
    }

    /// <summary>After a conflict of writes in a run with durability exit.</summary>
    public static bool HalfApplied(DeviationContext context) =>
        context.Step > 0
        && context.Test.Script[context.Step - 1] is var before
        && before.Member("durability").GetString() == "exit"
        && before.GetProperty("expect").Member("error").Member("kind").GetString() == "InvalidUpdateError";

    public static bool PausesWithoutStore(DeviationContext context) =>
        Succeeds(context.Expected)
        && context.Error is MissingCheckpointerException
        && context.Test.Graphs.Values.Any(static g => g.Checkpointer == false);

    public static bool CommandsNobody(DeviationContext context) =>
        Succeeds(context.Expected) && context.Error is RouteException && context.Test.Main.Nodes.Any(static n => SendsToParent(n.Program));

    /// <summary>The recorded engine has more to run, or runs more, and it is a node that a join and something else lead to.</summary>
    public static bool KeepsJoin(DeviationContext context)
    {
        if (context.Step < 0)
        {
            return false;
        }

        var graph = context.Test.Main;
        var joined = graph.Joins.Select(static j => j.Target).Where(target => IsLedToOtherwise(graph, target)).ToHashSet(StringComparer.Ordinal);
        var more = States(context.Expected).Zip(States(context.Actual), static (e, a) => (Expected: Names(e), Actual: Names(a)))
            .Where(static p => !p.Expected.SequenceEqual(p.Actual))
            .ToList();
        return more.Count > 0
            ? more.TrueForAll(p => p.Actual.TrueForAll(p.Expected.Remove) && p.Expected.TrueForAll(joined.Contains))
            : IsResume(context) && joined.Any(node => Count(context.Expected, node) > Count(context.Actual, node));
    }

    private static bool Succeeds(JsonElement expected) => expected.TryMember("error") is null;

    private static bool IsResume(DeviationContext context) => context.Step > 0 && context.Action.TryMember("input") is { } input && input.IsNull();

    private static IEnumerable<string> EarlierAnswers(DeviationContext context) => context.Test.Script.Take(context.Step).Select(Answer).OfType<string>();

    private static string? Answer(JsonElement action) =>
        action.Member("input").Member("$command").TryMember("resume") is { } answer ? CompactJson.ToText(answer) : null;

    private static int Count(JsonElement value, string text) => CompactJson.Write(value).Split(text).Length - 1;

    private static int GetArrayLengthOrZero(this JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() : 0;

    private static bool IsLedToOtherwise(GraphSpec graph, string node)
    {
        var name = $"\"{node}\"";
        return graph.Edges.Any(e => e[0].ValueKind == JsonValueKind.String && e[1].GetString() == node)
            || graph.Joins.Count(j => j.Target == node) > 1
            || graph.Branches.Any(b => b.GetRawText().Contains(name, StringComparison.Ordinal))
            || graph.Nodes.Any(n => n.Program.ValueKind == JsonValueKind.Array && n.Program.GetRawText().Contains(name, StringComparison.Ordinal));
    }

    private static IEnumerable<JsonElement> States(JsonElement answer) => answer.TryMember("state") is { } state ? [state] : answer.Member("history").Items();

    private static List<string> Names(JsonElement state) => [.. state.Member("next").Items().Select(static n => n.GetString()!)];

    private static bool SendsToParent(JsonElement program) => program.Items().Any(static o =>
        o.Member("parent").IsTrue() || SendsToParent(o.Member("then")) || SendsToParent(o.Member("else")));
}
