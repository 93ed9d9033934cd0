namespace GraphRuntime.Graphs;

/// <summary>The nodes that a run pauses at.</summary>
internal sealed class BreakpointSet
{
    public static readonly BreakpointSet None = new(false, []);

    private readonly bool _all;
    private readonly HashSet<int> _nodes;

    private BreakpointSet(bool all, HashSet<int> nodes)
    {
        _all = all;
        _nodes = nodes;
    }

    public bool IsEmpty => !_all && _nodes.Count == 0;

    /// <summary>Reads a list of names; unknown ones are given to <paramref name="unknown"/>.</summary>
    public static BreakpointSet Parse(IReadOnlyList<string>? names, GraphDefinition graph, Action<string> unknown)
    {
        if (names is null || names.Count == 0)
        {
            return None;
        }

        var nodes = new HashSet<int>();
        var all = false;
        foreach (var name in names)
        {
            if (name is Graph.AllNodes or Graph.AllPaths)
            {
                all = true;
            }
            else if (name is not null && graph.TryFind(name, out var index))
            {
                nodes.Add(index);
            }
            else
            {
                unknown(name ?? "");
            }
        }

        return new BreakpointSet(all, nodes);
    }

    /// <summary>The nodes of both sets.</summary>
    public BreakpointSet With(BreakpointSet other) =>
        IsEmpty ? other : other.IsEmpty ? this : new BreakpointSet(_all || other._all, [.. _nodes, .. other._nodes]);

    /// <summary>Whether a run pauses at a node. It never does at the virtual entry node.</summary>
    public bool Contains(int node) => node >= 0 && (_all || _nodes.Contains(node));

    public IEnumerable<int> Nodes => _nodes;
}
