using System.Collections.Immutable;

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

    /// <summary>
    /// How often the nodes of one call of an unstored child were executed, at most. An interruption repeats such a call from its beginning, and with it all of these executions.
    /// </summary>
    public Dictionary<string, int> Unstored { get; } = [];

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
            var (after, _) = Run(plan, "", Begin(state, PlanInput.Of(input)));
            state = after;
            states.Add(state.Compared());
        }

        return states;
    }

    /// <summary>An input is a superstep of its own: what lasts for one superstep is gone.</summary>
    private static PlanState Begin(PlanState state, PlanWrites input) => input.ApplyTo(Fade(state));

    private static PlanState Fade(PlanState state) => state with { Note = null, Hot = null, Bag = [] };

    /// <summary>Runs a graph to its end. Returns its state, and everything that its tasks wrote.</summary>
    private (PlanState State, PlanWrites Written) Run(GraphPlan plan, string path, PlanState state)
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
                return (state, written);
            }

            var results = tasks.ConvertAll(task => (Task: task, Result: Execute(plan.Node(task.Node), task.Argument, path, state, inChild)));
            var next = Fade(state);
            foreach (var (_, result) in results)
            {
                next = result.Writes.ApplyTo(next);
                written = written.Then(result.Writes);
            }

            if (results.Find(static task => task.Result.Writes.NewLog is not null) is { Result: not null } replacing)
            {
                // It beats what the other tasks of the superstep wrote, before and after it.
                var whole = new PlanWrites { NewLog = replacing.Result.Writes.ApplyTo(state).Log };
                (next, written) = (whole.ApplyTo(next), written.Then(whole));
            }

            foreach (var (task, result) in results)
            {
                Follow(plan, plan.Node(task.Node), result, result.Writes.ApplyTo(state), joins, waiting, sends);
            }

            state = next;
        }

        throw new InvalidOperationException("The plan does not end.");
    }

    /// <summary>Takes the tasks of the next superstep: nodes by name, then sends in their order; deferred nodes only when there is nothing else.</summary>
    private static List<(string Node, string? Argument)> Plan(GraphPlan plan, Dictionary<JoinPlan, HashSet<string>> joins, SortedSet<string> waiting, List<(string Node, string Argument)> sends)
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

        List<(string Node, string? Argument)> tasks = [.. ready.Select(static name => (name, (string?)null)), .. sends.Select(static send => (send.Node, (string?)send.Argument))];
        sends.Clear();
        return tasks;
    }

    private TaskResult Execute(NodePlan node, string? argument, string path, PlanState state, bool inChild)
    {
        if (argument is not null)
        {
            return new(PlanRules.Argument(node, argument), FollowsEdges: true, null);
        }

        if (node.HandledBy is { } handler)
        {
            return new(PlanRules.Handle(node, state, inChild), FollowsEdges: false, handler);
        }

        if (node.Child is { } child)
        {
            return new(CountedCall(node, child, $"{path}/{node.Name}", state), FollowsEdges: true, null);
        }

        var execution = PlanRules.Execution(node, state, inChild);
        Executions[execution] = Executions.GetValueOrDefault(execution) + 1;
        var answers = string.Concat(Enumerable.Range(0, node.Questions).Select(number => PlanRules.Answer(PlanRules.Question(node, number, state, inChild))));
        return new(PlanRules.Work(node, state, inChild, answers), FollowsEdges: true, node.Goto);
    }

    private PlanWrites CountedCall(NodePlan node, GraphPlan child, string path, PlanState state)
    {
        if (child.Persistence != SubgraphPersistence.None)
        {
            return Call(node, child, path, state);
        }

        var before = new Dictionary<string, int>(Executions);
        var written = Call(node, child, path, state);
        foreach (var (execution, count) in Executions)
        {
            Unstored[execution] = Math.Max(Unstored.GetValueOrDefault(execution), count - before.GetValueOrDefault(execution));
        }

        return written;
    }

    /// <summary>A child that shares the state hands over what its tasks wrote; another child begins anew, or where its last call ended.</summary>
    private PlanWrites Call(NodePlan node, GraphPlan child, string path, PlanState state)
    {
        if (child.Persistence != SubgraphPersistence.OwnMemory)
        {
            _joins.Remove(path);
        }

        var before = Fade(child.Persistence == SubgraphPersistence.OwnMemory && _memories.TryGetValue(path, out var memory) ? memory : new());
        var (after, written) = Run(child, path, node.SharesState ? before.Under(Fade(state)) : PlanRules.IntoChild(state).ApplyTo(before));
        _memories[path] = after;
        return node.SharesState ? written : PlanRules.OutOfChild(node, after);
    }

    // A conditional edge reads what its task read, with what the task itself wrote.
    private static void Follow(
        GraphPlan plan, NodePlan node, TaskResult result, PlanState own, Dictionary<JoinPlan, HashSet<string>> joins, SortedSet<string> waiting, List<(string, string)> sends)
    {
        Trigger(plan, result.Goto is { } target ? [target] : [], waiting);
        if (!result.FollowsEdges)
        {
            return;
        }

        Trigger(plan, plan.Edges.Where(edge => edge.From == node.Name).Select(static edge => edge.To), waiting);
        Trigger(plan, PlanRules.Choose(node, own) is { } chosen ? [chosen] : [], waiting);
        sends.AddRange(node.SendsTo is { } receiver ? PlanRules.Arguments(node, own).Select(argument => (receiver, argument)) : []);
        foreach (var (join, seen) in joins.Where(entry => entry.Key.From.Contains(node.Name)))
        {
            seen.Add(node.Name);
            Trigger(plan, seen.Count == join.From.Length ? [join.To] : [], waiting);
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

    private sealed record TaskResult(PlanWrites Writes, bool FollowsEdges, string? Goto);
}
