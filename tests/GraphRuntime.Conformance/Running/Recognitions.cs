using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Comparing;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Recognises deliberate differences after which a script cannot go on.</summary>
internal static class Recognitions
{
    /// <summary>An answer where none waits, or one value while several wait; what is open is counted from the state before, and the state after is the same.</summary>
    public static bool AnswersNothing(DeviationContext context)
    {
        if (!RunsOn(context.Expected) || context.Error is not AnswerException error || !JsonElement.DeepEquals(context.Before, context.After))
        {
            return false;
        }

        if (error.InterruptId is { } id)
        {
            return !error.OpenInterruptIds.Contains(id);
        }

        var open = OpenQuestions(context);
        return context.Action.TryMember("at") is not null
            ? error.OpenInterruptIds.Count != 1
            : open != 1 || context.Test.Graphs.Values.Any(static g => g.Nodes.Any(static n => Mentions(n.Program, "node_interrupt")));
    }

    /// <summary>The recorded run goes on without an answer, past a question that this library still asks; nothing else has changed here.</summary>
    public static bool AnswersTwice(DeviationContext context) => GivesToOthers(context) || (
        IsResume(context)
        && context.Test.Main.Nodes.Any(static n => n.Graph is not null || n.Calls.Count > 0)
        && OpenQuestions(context) > 0
        && JsonElement.DeepEquals(context.Actual.Member("result").Member("interrupts"), Interrupts(context.Before))
        && JsonElement.DeepEquals(context.Actual.Member("result").Member("values"), context.Before.Member("values"))
        && JsonElement.DeepEquals(context.After, context.Before)
        && context.Actual.Member("result").Member("interrupts").GetArrayLengthOrZero() > context.Expected.Member("result").Member("interrupts").GetArrayLengthOrZero()
        && EarlierAnswers(context).Any(answer => Count(context.Expected, answer) > Count(context.Actual, answer))
        && Succeeds(context.Expected)
        && Influence.Explains(context, Influence.NodesOf(context, context.Before.Member("tasks").Items().Where(static t => t.Member("interrupts").Items().Any()))));

    /// <summary>One value answers one question here, and a subgraph that stood at a breakpoint then asks; the recorded engine gives the value to that question, too.</summary>
    private static bool GivesToOthers(DeviationContext context) =>
        context.Step >= 0
        && Answer(context.Action) is not null
        && context.Error is null
        && OpenQuestions(context) == 1
        && context.Before.Member("tasks").Items().Where(StandsAtBreakpoint).ToList() is { Count: > 0 } standing
        && context.Actual.Member("result").Member("interrupts").GetArrayLengthOrZero() > context.Expected.Member("result").Member("interrupts").GetArrayLengthOrZero()
        && (!Succeeds(context.Expected) || Influence.Explains(context, Influence.NodesOf(context, standing)));

    private static bool StandsAtBreakpoint(JsonElement task) => task.Member("state").Member("next").Items().Any() && !task.Member("interrupts").Items().Any();

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

    /// <summary>
    /// The first action after a conflict of writes in a run with durability exit. The recorded state has a part of the failed superstep in it; here it is the state of
    /// the supersteps before, on which the nodes of the failed one are still to run or were run as the action says.
    /// </summary>
    public static bool HalfApplied(DeviationContext context) =>
        context.Step > 0
        && context.Test.Script[context.Step - 1] is var before
        && JsonElement.DeepEquals(before.Member("thread"), context.Action.Member("thread"))
        && before.GetProperty("expect").Member("error") is var conflict
        && conflict.Member("kind").GetString() == "InvalidUpdateError"
        && (before.Member("durability").GetString() == "exit" || conflict.Member("native").GetString()!.Contains("Send packet", StringComparison.Ordinal))
        && IsWhole(context, conflict);

    /// <summary>Either the same conflict again, which changes nothing, or an answer that differs in what the nodes of the failed superstep wrote.</summary>
    private static bool IsWhole(DeviationContext context, JsonElement conflict)
    {
        if (context.Error is InvalidUpdateException { Channel: { } channel } && Succeeds(context.Expected))
        {
            return conflict.Member("native").GetString()!.Contains($"\"{channel}\"", StringComparison.Ordinal) && JsonElement.DeepEquals(context.Before, context.After);
        }

        // A new input has replaced what was to run, so that any node may be one of the failed superstep.
        var failed = Influence.NodesOf(context, context.Before.Member("tasks").Items()).ToList();
        return Influence.Explains(context, failed.Count > 0 ? failed : context.Test.Main.Nodes);
    }

    /// <summary>A breakpoint of the call or of the graph, or a question, in a graph that the case compiles without a saver.</summary>
    public static bool PausesWithoutStore(DeviationContext context) =>
        Succeeds(context.Expected)
        && context.Error is MissingCheckpointerException error
        && context.Test.Graphs.Values.Any(g => g.Name == error.Graph && g.Checkpointer == false && MayPause(g, context.Step < 0 ? Json.Null : context.Action));

    /// <summary>A node of the top graph that has a command for the graph above in its program.</summary>
    public static bool CommandsNobody(DeviationContext context) =>
        Succeeds(context.Expected)
        && context.Error is RouteException { Destination.Length: 0 } error
        && context.Test.Main.Nodes.Any(n => n.Name == error.Node && SendsToParent(n.Program));

    /// <summary>The recorded engine refuses a graph for a node that nothing leads to.</summary>
    public static bool AcceptsUnreachable(DeviationContext context) =>
        context.Step < 0
        && context.Test.PythonDiffers
        && context.Error is null
        && context.Test.Main.Nodes.Any(n => !IsLedToOtherwise(context.Test.Main, n.Name) && !context.Test.Main.Joins.Any(j => j.Target == n.Name));

    /// <summary>The recorded engine has more to run, or runs more, and it is a node that a join and something else lead to. All else is as recorded.</summary>
    public static bool KeepsJoin(DeviationContext context)
    {
        if (context.Step < 0)
        {
            return false;
        }

        var graph = context.Test.Main;
        var joined = graph.Joins.Select(static j => j.Target).Where(target => IsLedToOtherwise(graph, target)).ToHashSet(StringComparer.Ordinal);
        if (States(context.Expected).Any())
        {
            var without = Without(context.Expected, context.Actual, joined);
            return !JsonElement.DeepEquals(without, context.Expected) && AnswerComparer.Compare(without, context.Actual).Count == 0;
        }

        // Nothing is left to run here, so a resume answers with the state as it was.
        return IsResume(context)
            && !context.Before.Member("next").Items().Any()
            && JsonElement.DeepEquals(context.Before, context.After)
            && JsonElement.DeepEquals(context.Actual.Member("result"), Json.Object(("values", context.Before.Member("values")), ("interrupts", Json.EmptyList)))
            && joined.Any(node => Count(context.Expected, node) > Count(context.Actual, node))
            && Influence.Explains(context, graph.Nodes.Where(n => joined.Contains(n.Name)));
    }

    /// <summary>A recorded answer in which the joined nodes that are not run here again wait no longer.</summary>
    private static JsonElement Without(JsonElement expected, JsonElement actual, HashSet<string> joined)
    {
        var states = expected.TryMember("state") is { } state
            ? Json.Object(("state", WithoutNodes(state, actual.Member("state"), joined)))
            : expected;
        return expected.TryMember("history") is not { } history ? states : Json.Object(("history", Json.List(history.Items()
            .Zip(actual.Member("history").Items().Concat(Enumerable.Repeat(Json.Null, history.GetArrayLength())), (e, a) => WithoutNodes(e, a, joined)))));
    }

    private static JsonElement WithoutNodes(JsonElement expected, JsonElement actual, HashSet<string> joined)
    {
        var (next, rest) = (Names(expected), Names(actual));
        next.RemoveAll(name => joined.Contains(name) && !rest.Remove(name));
        if (next.Count == Names(expected).Count)
        {
            return expected;
        }

        var keep = new List<string>(next);
        var tasks = expected.Member("tasks").Items().Where(task => keep.Remove(task.Member("name").GetString()!));
        return Json.Object(expected.EnumerateObject().Where(static m => m.Name is not ("next" or "tasks")).Select(static m => KeyValuePair.Create(m.Name, m.Value))
            .Append(KeyValuePair.Create("next", Json.Texts(next)))
            .Append(KeyValuePair.Create("tasks", Json.List(tasks))));
    }

    private static bool MayPause(GraphSpec graph, JsonElement action) =>
        graph.InterruptBefore.Length + graph.InterruptAfter.Length > 0
        || !action.Member("interrupt_before").IsNull()
        || !action.Member("interrupt_after").IsNull()
        || graph.Nodes.Any(static n => Mentions(n.Program, "interrupt") || Mentions(n.Program, "node_interrupt"));

    private static bool Mentions(JsonElement program, string operation) => program.Items().Any(o =>
        o.TryMember(operation) is not null || Mentions(o.Member("then"), operation) || Mentions(o.Member("else"), operation));

    private static int OpenQuestions(DeviationContext context) => Interrupts(context.Before).GetArrayLengthOrZero();

    /// <summary>The values of the open interrupts of a state, in the order of results. A task that is not to run any more shows those that it had.</summary>
    private static JsonElement Interrupts(JsonElement state)
    {
        var next = Names(state);
        var open = state.Member("tasks").Items().Where(t => t.TryMember("result") is null && next.Remove(t.Member("name").GetString()!));
        return Json.List(open.SelectMany(static t => t.Member("interrupts").Items()).OrderBy(CompactJson.Write, StringComparer.Ordinal));
    }

    /// <summary>The recorded run went on with its nodes, of which one may have failed.</summary>
    private static bool RunsOn(JsonElement expected) => Succeeds(expected) || expected.Member("error").Member("kind").GetString() is "NodeError" or "GraphRecursionError";

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
            || graph.Nodes.Any(n => GoesTo(n.Program, name));
    }

    private static bool GoesTo(JsonElement program, string name) => program.Items().Any(o =>
        (o.TryMember("goto") is { } to && to.GetRawText().Contains(name, StringComparison.Ordinal)) || GoesTo(o.Member("then"), name) || GoesTo(o.Member("else"), name));

    private static IEnumerable<JsonElement> States(JsonElement answer) => answer.TryMember("state") is { } state ? [state] : answer.Member("history").Items();

    private static List<string> Names(JsonElement state) => [.. state.Member("next").Items().Select(static n => n.GetString()!)];

    private static bool SendsToParent(JsonElement program) => program.Items().Any(static o =>
        o.Member("parent").IsTrue() || SendsToParent(o.Member("then")) || SendsToParent(o.Member("else")));
}
