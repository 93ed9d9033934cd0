using GraphRuntime.Conformance.Cases;
using GraphRuntime.Conformance.Comparing;
using GraphRuntime.Conformance.Expressions;

namespace GraphRuntime.Conformance.Running;

/// <summary>Which checkpoints of a history can show what a subgraph with its own memory did: those that a task with such a memory belongs to, and what came after.</summary>
internal sealed class MemoryReach
{
    private readonly HashSet<string> _nodes;

    public MemoryReach(ConformanceCase test) => _nodes = [.. test.Graphs.Values.SelectMany(static graph => graph.Nodes)
        .Where(node => Called(node).Any(graph => HasMemory(test, graph))).Select(static node => node.Name)];

    /// <summary>Whether every checkpoint that differs is within reach; histories of different lengths are.</summary>
    public bool Covers(JsonElement expected, JsonElement actual)
    {
        var (recorded, here) = (expected.Items().ToList(), actual.Items().ToList());
        return recorded.Count != here.Count
            || recorded.Zip(here).Select(static (pair, index) => (pair, index))
                .All(one => !Differ(one.pair.First, one.pair.Second) || Reaches(recorded, ShowsOtherValues(one.pair) ? Parent(one.pair.First) : one.index));
    }

    private static IEnumerable<string> Called(NodeSpec node) => node.Graph is { } graph ? [graph, .. node.Calls] : node.Calls;

    private static bool HasMemory(ConformanceCase test, string graph) => test.Graphs[graph].Checkpointer == true || test.Graphs[graph].Nodes.SelectMany(Called).Any(inner => HasMemory(test, inner));

    /// <summary>The values of a checkpoint are those before its tasks.</summary>
    private static bool ShowsOtherValues((JsonElement Recorded, JsonElement Here) checkpoint) => Differ(checkpoint.Recorded.Member("values"), checkpoint.Here.Member("values"));

    private static bool Differ(JsonElement one, JsonElement other) => JsonDiff.Compare(one, other, "").Any();

    private bool Reaches(List<JsonElement> history, int? from)
    {
        for (var at = from; at is { } place; at = Parent(history[place]))
        {
            // A history with a limit does not have its ancestors.
            if (place >= history.Count || history[place].Member("tasks").Items().Any(task => _nodes.Contains(task.Member("name").GetString() ?? "")))
            {
                return true;
            }
        }

        return false;
    }

    private static int? Parent(JsonElement checkpoint) => checkpoint.Member("parent") is { ValueKind: JsonValueKind.Number } parent ? parent.GetInt32() : null;
}
