using System.Collections.Immutable;
using System.Globalization;

namespace GraphRuntime.Testing.Laws.Random;

/// <summary>What nodes do, as functions of the state that they read: one set of rules for the real graph and for the interpreter.</summary>
internal static class PlanRules
{
    private const int MostRounds = 3;

    /// <summary>The question that a node asks.</summary>
    public static string Question(NodePlan node, int number, PlanState state, bool inChild) => $"{node.Name}?{number.ToString(CultureInfo.InvariantCulture)}@{state.Digest(inChild)}";

    /// <summary>The answer to a question.</summary>
    public static string Answer(string question) => $"<{question.Length.ToString(CultureInfo.InvariantCulture)}{question[0]}>";

    /// <summary>The name of one execution of a node.</summary>
    public static string Execution(NodePlan node, PlanState state, bool inChild) => $"{node.Name}@{state.Digest(inChild)}";

    /// <summary>What a node writes, after its questions were answered.</summary>
    public static PlanWrites Work(NodePlan node, PlanState state, bool inChild, string answers) => new()
    {
        Log = node.Replaces ? [] : [Entry(node, state, inChild, answers)],
        NewLog = node.Replaces ? [.. Kept(state), Entry(node, state, inChild, answers)] : null,
        Adds = node.Adds,
        Max = node.Picks ? state.Log.Count : null,
        Pick = node.Picks ? node.Name : null,
        Single = node.Singles ? $"{node.Name}.{state.Log.Count.ToString(CultureInfo.InvariantCulture)}" : null,
        Entries = node.Gathers ? ImmutableDictionary<string, string>.Empty.Add($"k{(node.Adds % 2).ToString(CultureInfo.InvariantCulture)}", node.Name) : ImmutableDictionary<string, string>.Empty,
        Gathered = node.Gathers ? [node.Name] : [],
        Note = node.Notes && !inChild ? node.Name : null,
        Rounds = node.LoopsTo is null ? 0 : 1,
    };

    /// <summary>Whether a node leaves for the graph above.</summary>
    public static bool Leaves(NodePlan node, PlanState state) => node.Leaves && ((state.Sum ?? 0) + state.Log.Count) % 3 > 0;

    /// <summary>What a node that leaves writes to the state of the graph above.</summary>
    public static PlanWrites Leave(NodePlan node, PlanState state, bool inChild, string answers) => new() { Log = [$"!{Entry(node, state, inChild, answers)}"], Adds = node.Adds };

    private static string Entry(NodePlan node, PlanState state, bool inChild, string answers) => $"{node.Name}({state.Digest(inChild)}){answers}";

    /// <summary>What is left of the list that a node replaces: the inputs, because loops count them, without the text that is written once.</summary>
    private static IEnumerable<string> Kept(PlanState state) => state.Log.Where(static entry => entry.StartsWith("in", StringComparison.Ordinal)).Select(static entry => entry.Split(' ')[0]);

    /// <summary>
    /// What an edit as a node of the outermost graph writes, where an edit can stand for it: a plain node that does not ask, fail, call or go by command. The trigger of
    /// a deferred node, and of a node that a join leads to, outlives an edit, as in the reference engine.
    /// </summary>
    public static PlanWrites? Edit(GraphPlan plan, NodePlan node, PlanState state)
        => plan.Joins.All(join => join.To != node.Name) && node is { Defer: false, Questions: 0, FailsOnce: false, StopsOnce: false, FailedAttempts: 0, TimedOutAttempts: 0, HandledBy: null, Goto: null, Child: null, TakesArgument: false } ? Work(node, state, inChild: false, "") : null;

    /// <summary>Whether a memory shares the state: it outlives the checkpoints of the graph above, and so has copies of its own.</summary>
    public static bool CopiesState(GraphPlan plan) =>
        plan.Nodes.Any(static node => node.Child is { } child && ((node.SharesState && child.Persistence == SubgraphPersistence.OwnMemory) || CopiesState(child)));

    /// <summary>Whether a run may fail, so that what runs beside the failed node is cancelled.</summary>
    public static bool MayFail(GraphPlan plan) => plan.Nodes.Any(static node => node.FailsOnce || (node.Child is { } child && MayFail(child)));

    /// <summary>What a node writes that takes an argument.</summary>
    public static PlanWrites Argument(NodePlan node, string argument) => new() { Log = [$"{node.Name}[{argument}]"], Adds = node.Adds };

    /// <summary>What the error handler of a node writes.</summary>
    public static PlanWrites Handle(NodePlan node, PlanState state, bool inChild) => new() { Log = [$"{node.Name}^{state.Digest(inChild)}"] };

    /// <summary>The arguments that a node sends.</summary>
    public static IEnumerable<string> Arguments(NodePlan node, PlanState state)
        => Enumerable.Range(0, node.Sends).Select(index => string.Create(CultureInfo.InvariantCulture, $"{node.Name}.{index}.{state.Sum ?? 0}"));

    /// <summary>The destination that the conditional edge of a node chooses: back for some rounds, or by the state.</summary>
    public static string? Choose(NodePlan node, PlanState state)
    {
        if (node.LoopsTo is { } back && (state.Rounds ?? 0) < MostRounds * state.Log.Count(static entry => entry.StartsWith("in", StringComparison.Ordinal)))
        {
            return back;
        }

        return node.Choices.Length == 0 ? null : node.Choices[((state.Sum ?? 0) + state.Log.Count) % node.Choices.Length];
    }

    /// <summary>What a child with a state of its own is given.</summary>
    public static PlanWrites IntoChild(PlanState state) => new() { Log = [$"in:{state.Log.Count.ToString(CultureInfo.InvariantCulture)}"], Adds = state.Sum ?? 0 };

    /// <summary>What a child is given that is sent an argument.</summary>
    public static PlanWrites IntoChild(string argument) => new() { Log = [$"in:{argument}"], Adds = argument.Length };

    /// <summary>What a child with a state of its own gives back.</summary>
    public static PlanWrites OutOfChild(NodePlan node, PlanState child) => new() { Log = [$"{node.Name}={{{string.Join(' ', child.Log)}}}"], Adds = (child.Sum ?? 0) % 7 };
}
