using System.Collections.Immutable;
using System.Globalization;

namespace GraphRuntime.Testing.Laws.Random;

/// <summary>Runs a plan on paper: superstep by superstep, one task after the other, nothing stored. It is meant to be obviously right.</summary>
internal sealed class PlanInterpreter
{
    /// <summary>A longer run has a loop that the generator should not have made.</summary>
    private const int MostSupersteps = 300;

    private readonly Dictionary<string, Dictionary<JoinPlan, HashSet<string>>> _joins = [];
    private readonly Dictionary<string, PlanState> _memories = [];

    /// <summary>How often each node was executed, by the name of the execution.</summary>
    public Dictionary<string, int> Executions { get; } = [];

    /// <summary>How often one interruption may repeat an execution, where that is more than once.</summary>
    public Dictionary<string, int> Repeated { get; } = [];

    /// <summary>How many nodes one input executes.</summary>
    public static int CountExecutions(GraphPlan plan)
    {
        var interpreter = new PlanInterpreter();
        interpreter.Run(plan, inputs: 1);
        return interpreter.Executions.Values.Sum();
    }

    /// <summary>The states after each input of a thread.</summary>
    public IReadOnlyList<string> Run(GraphPlan plan, int inputs)
    {
        var state = new PlanState();
        var states = new List<string>();
        for (var input = 0; input < inputs; input++)
        {
            state = Run(plan, "", Begin(state, PlanInput.Of(input))).State;
            states.Add(state.Compared());
        }

        return states;
    }

    /// <summary>An input is a superstep of its own: what lasts for one superstep is gone.</summary>
    private static PlanState Begin(PlanState state, PlanWrites input) => input.ApplyTo(Fade(state));

    private static PlanState Fade(PlanState state) => state with { Note = null, Hot = null, Bag = [] };

    /// <summary>Runs a graph to its end, or until a node leaves for the graph above. The superstep in which one does is not applied.</summary>
    private GraphResult Run(GraphPlan plan, string path, PlanState state)
    {
        var inChild = path.Length > 0;
        var joins = JoinsOf(plan, path);
        var waiting = new SortedSet<string>(StringComparer.Ordinal);
        var sends = new List<(string Node, string Argument)>();
        var written = new PlanWrites();
        Trigger(plan, plan.Edges.Where(static edge => edge.From == Graph.Start).Select(static edge => edge.To), waiting);
        for (var superstep = 0; superstep < MostSupersteps; superstep++)
        {
            var tasks = Plan(plan, joins, waiting, sends);
            if (tasks.Count == 0)
            {
                return new(state, written, LeftFor: null);
            }

            var results = Repeatable(() => tasks.ConvertAll(task => (Task: task, Result: Execute(plan.Node(task.Node), task.Send, path, state, inChild))), tasks.Exists(static task => task.Send is not null));
            if (results.Exists(static task => task.Result.Leaves))
            {
                var leaving = results.Where(static task => task.Result.Leaves).Select(static task => task.Result).ToList();
                return new(state, PlanWrites.Together(leaving.Select(static result => result.Writes)), [.. leaving.SelectMany(static result => result.Goto)]);
            }

            var next = results.Aggregate(Fade(state), static (before, task) => task.Result.Writes.ApplyTo(before));
            var together = PlanWrites.Together(results.Select(static task => task.Result.Writes));
            next = together.NewLog is null ? next : next with { Log = together.NewLog };
            written = written.Then(together);
            foreach (var (task, result) in results)
            {
                Follow(plan, plan.Node(task.Node), result, result.Writes.ApplyTo(state), joins, waiting, sends);
            }

            state = next;
        }

        throw new InvalidOperationException("The plan does not end.");
    }

    /// <summary>Takes the tasks of the next superstep: nodes by name, then sends in their order; deferred nodes only when there is nothing else.</summary>
    private static List<PlannedTask> Plan(GraphPlan plan, Dictionary<JoinPlan, HashSet<string>> joins, SortedSet<string> waiting, List<(string Node, string Argument)> sends)
    {
        var ready = waiting.Where(name => !plan.Node(name).Defer).ToList();
        if (ready.Count == 0 && sends.Count == 0)
        {
            ready = [.. waiting];
        }

        waiting.ExceptWith(ready);
        foreach (var (_, seen) in joins.Where(entry => ready.Contains(entry.Key.To) && entry.Value.Count == entry.Key.From.Length))
        {
            seen.Clear();
        }

        List<PlannedTask> tasks = [.. ready.Select(static name => new PlannedTask(name, null)), .. sends.Select(static (send, number) => new PlannedTask(send.Node, new(send.Argument, number)))];
        sends.Clear();
        return tasks;
    }

    private TaskResult Execute(NodePlan node, SentArgument? send, string path, PlanState state, bool inChild)
    {
        if (send is not null)
        {
            return node.Child is { } sentTo
                ? Call(node, sentTo, string.Create(CultureInfo.InvariantCulture, $"{path}/{node.Name}#{send.Number}"), state, PlanRules.IntoChild(send.Argument))
                : new(PlanRules.Argument(node, send.Argument), []);
        }

        if (node.HandledBy is { } handler)
        {
            return new(PlanRules.Handle(node, state, inChild), [handler]) { FollowsEdges = false };
        }

        if (node.Child is { } child)
        {
            return Repeatable(() => Call(node, child, $"{path}/{node.Name}", state, PlanRules.IntoChild(state)), child.Persistence == SubgraphPersistence.None);
        }

        var execution = PlanRules.Execution(node, state, inChild);
        Executions[execution] = Executions.GetValueOrDefault(execution) + 1;
        var answers = string.Concat(Enumerable.Range(0, node.Questions).Select(number => PlanRules.Answer(PlanRules.Question(node, number, state, inChild))));
        return PlanRules.Leaves(node, state)
            ? new(PlanRules.Leave(node, state, inChild, answers), Targets(node.LeavesTo)) { Leaves = true }
            : new(PlanRules.Work(node, state, inChild, answers), Targets(node.Goto));
    }

    private static ImmutableArray<string> Targets(string? target) => target is null ? [] : [target];

    /// <summary>Counts what one interruption may repeat: all of an unstored child, and all calls that sends make at once.</summary>
    private T Repeatable<T>(Func<T> run, bool isRepeated)
    {
        var before = new Dictionary<string, int>(Executions);
        var result = run();
        foreach (var (execution, count) in isRepeated ? Executions : [])
        {
            Repeated[execution] = Math.Max(Repeated.GetValueOrDefault(execution), count - before.GetValueOrDefault(execution));
        }

        return result;
    }

    /// <summary>
    /// A child that shares the state hands over what its tasks wrote; another child begins anew, or where its last call ended. A child that was left hands over what the
    /// commands wrote.
    /// </summary>
    private TaskResult Call(NodePlan node, GraphPlan child, string path, PlanState state, PlanWrites input)
    {
        if (child.Persistence != SubgraphPersistence.OwnMemory)
        {
            _joins.Remove(path);
        }

        var before = Fade(child.Persistence == SubgraphPersistence.OwnMemory && _memories.TryGetValue(path, out var memory) ? memory : new());
        var after = Run(child, path, node.SharesState ? before.Under(Fade(state)) : input.ApplyTo(before));
        _memories[path] = after.State;
        return after.LeftFor is not null || node.SharesState ? new(after.Written, after.LeftFor ?? []) : new(PlanRules.OutOfChild(node, after.State), []);
    }

    // A conditional edge reads what its task read, with what the task itself wrote.
    private static void Follow(
        GraphPlan plan, NodePlan node, TaskResult result, PlanState own, Dictionary<JoinPlan, HashSet<string>> joins, SortedSet<string> waiting, List<(string, string)> sends)
    {
        Trigger(plan, result.Goto, waiting);
        if (!result.FollowsEdges)
        {
            return;
        }

        Trigger(plan, plan.Edges.Where(edge => edge.From == node.Name).Select(static edge => edge.To), waiting);
        Trigger(plan, PlanRules.Choose(node, own) is { } chosen ? [chosen] : [], waiting);
        sends.AddRange(node.SendsTo is { } receiver ? PlanRules.Arguments(node, own).Select(argument => (receiver, argument)) : []);
        foreach (var (join, seen) in joins.Where(entry => entry.Key.From.Contains(node.Name)))
        {
            // Once complete it stays so until its node has run, also in a memory that was left before.
            Trigger(plan, seen.Add(node.Name) && seen.Count == join.From.Length ? [join.To] : [], waiting);
        }
    }

    private static void Trigger(GraphPlan plan, IEnumerable<string> targets, SortedSet<string> waiting)
        => waiting.UnionWith(targets.Where(target => plan.Nodes.Any(node => node.Name == target)));

    private Dictionary<JoinPlan, HashSet<string>> JoinsOf(GraphPlan plan, string path)
    {
        if (!_joins.TryGetValue(path, out var joins))
        {
            _joins[path] = joins = plan.Joins.ToDictionary(static join => join, static _ => new HashSet<string>());
        }

        return joins;
    }

    private sealed record PlannedTask(string Node, SentArgument? Send);

    private sealed record SentArgument(string Argument, int Number);

    /// <summary>How a graph ended: at its end, or left for the graph above, with the destinations there.</summary>
    private sealed record GraphResult(PlanState State, PlanWrites Written, ImmutableArray<string>? LeftFor);

    private sealed record TaskResult(PlanWrites Writes, ImmutableArray<string> Goto)
    {
        public bool FollowsEdges { get; init; } = true;

        public bool Leaves { get; init; }
    }
}
