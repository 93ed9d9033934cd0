using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>What runs next. The nodes are places in the order of names.</summary>
internal sealed class Schedule
{
    /// <summary>Nodes triggered by an edge or a destination.</summary>
    public List<int> Next { get; private set; } = [];

    /// <summary>Nodes whose trigger stays until they ran: complete joins, and deferred nodes whose turn has come.</summary>
    public List<int> Held { get; } = [];

    /// <summary>The held nodes whose trigger is older than the latest edit: they do not count among those that ran last.</summary>
    public List<int> Older { get; } = [];

    /// <summary>Tasks made by sends, in order.</summary>
    public List<Send> Sends { get; private set; } = [];

    /// <summary>Deferred nodes that were triggered and wait until nothing else runs.</summary>
    public List<int> Waiting { get; } = [];

    /// <summary>Joins that some of their sources have reached, with these sources. A complete one stays until the node that it leads to has run.</summary>
    public Dictionary<int, List<int>> Joins { get; } = [];

    /// <summary>The nodes that ran by triggers in the most recent superstep that had any.</summary>
    public List<int> Seen { get; } = [];

    /// <summary>An input that is not applied yet.</summary>
    public StateUpdate? Input { get; set; }

    /// <summary>A node that the stored schedule names and the graph does not have: the thread cannot go on there, but it can be read, and begin anew.</summary>
    public string? Missing { get; set; }

    public bool IsEmpty => Next.Count == 0 && Held.Count == 0 && Sends.Count == 0 && Input is null;

    private List<int> _spareNext = [];
    private List<Send> _spareSends = [];
    private bool _triggered;

    /// <summary>Begins to collect what the next superstep runs; what ran is forgotten.</summary>
    /// <param name="ran">Whether the tasks planned from this schedule have run, which uses up held triggers too.</param>
    /// <param name="graph">The graph.</param>
    public void Begin(bool ran, GraphDefinition graph)
    {
        (Next, _spareNext) = (_spareNext, Next);
        (Sends, _spareSends) = (_spareSends, Sends);
        Next.Clear();
        Sends.Clear();
        Input = null;
        _triggered = false;
        if (ran)
        {
            UseUpHeld(graph);
        }
        else
        {
            Held.ForEach(node => AddOnce(Older, node));
        }
    }

    /// <summary>Forgets what would run next, deferred nodes included. What is dropped counts as what ran last, so that an edit does not bring it back.</summary>
    public void Discard(GraphDefinition graph)
    {
        var dropped = Nodes();
        if (dropped.Count > 0)
        {
            Seen.Clear();
            Seen.AddRange(dropped);
        }

        Waiting.Clear();
        Next.Clear();
        Sends.Clear();
        Input = null;
        UseUpHeld(graph);
    }

    /// <summary>Forgets that a node waits for nothing more: it has run.</summary>
    public void UseUp(int node, GraphDefinition graph)
    {
        if (!Held.Remove(node))
        {
            return;
        }

        Older.Remove(node);
        foreach (var join in Joins.Keys.Where(join => graph.Joins[join].Target == node && IsComplete(join, graph)).ToList())
        {
            Joins.Remove(join);
        }
    }

    public void Trigger(int node, GraphDefinition graph)
    {
        if (node == GraphNode.EndIndex)
        {
            return;
        }

        if (graph.Nodes[node].Options.Defer)
        {
            Held.Remove(node);
            Older.Remove(node);
            AddOnce(Waiting, node);
            return;
        }

        _triggered = true;
        AddOnce(Next, node);
    }

    public void Reach(int join, int source, GraphDefinition graph)
    {
        var definition = graph.Joins[join];
        if (!Joins.TryGetValue(join, out var reached))
        {
            Joins[join] = reached = [];
        }

        if (reached.Contains(source))
        {
            return;
        }

        reached.Add(source);
        if (!IsComplete(join, graph))
        {
            return;
        }

        if (graph.Nodes[definition.Target].Options.Defer)
        {
            AddOnce(Waiting, definition.Target);
        }
        else
        {
            _triggered = true;
            AddOnce(Held, definition.Target);
        }
    }

    public void AddSend(Send send)
    {
        _triggered = true;
        Sends.Add(send);
    }

    /// <summary>Keeps a task that has not finished for the next superstep.</summary>
    public void Again(GraphTask task, GraphDefinition graph)
    {
        _triggered = true;
        if (task.SendIndex >= 0)
        {
            Sends.Add(Send.To(task.NodeName, task.Argument!));
        }
        else if (!Held.Contains(task.Node.Index))
        {
            AddOnce(Next, task.Node.Index);
        }
    }

    /// <summary>Ends the collection: where nothing was triggered the deferred nodes have their turn.</summary>
    public void End()
    {
        if (!_triggered)
        {
            GiveTurn();
        }
    }

    /// <summary>Lets the deferred nodes run next.</summary>
    public void GiveTurn()
    {
        foreach (var node in Waiting)
        {
            AddOnce(Held, node);
        }

        Waiting.Clear();
    }

    /// <summary>The nodes to run, in order, each once.</summary>
    public List<int> Nodes()
    {
        if (Held.Count == 0)
        {
            if (Next.Count > 1)
            {
                Next.Sort();
            }

            return Next;
        }

        var all = new SortedSet<int>(Next);
        all.UnionWith(Held);
        return [.. all];
    }

    private bool IsComplete(int join, GraphDefinition graph) => Joins[join].Count == graph.Joins[join].Sources.Length;

    private void UseUpHeld(GraphDefinition graph)
    {
        if (Held.Count == 0)
        {
            return;
        }

        foreach (var node in Held.ToArray())
        {
            UseUp(node, graph);
        }
    }

    private static void AddOnce(List<int> list, int value)
    {
        if (!list.Contains(value))
        {
            list.Add(value);
        }
    }
}
