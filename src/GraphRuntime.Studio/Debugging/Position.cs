namespace GraphRuntime.Studio;

/// <summary>Where a thread stands: the graphs that are open, and the nodes that run next in the innermost of them.</summary>
internal sealed record Position(IReadOnlyList<OpenGraph> Graphs, IReadOnlyList<NextNode> Leaves)
{
    public static Position None { get; } = new([], []);

    public long? CheckpointId => Graphs is [var root, ..] ? root.Snapshot.CheckpointId : null;

    /// <summary>Where a thread stands now.</summary>
    public static async ValueTask<Position> ReadAsync(ThreadRunCoordinator coordinator, string threadId, string? graph, CancellationToken cancellationToken) =>
        Of(await coordinator.GetStateAsync(threadId, true, graph, cancellationToken).ConfigureAwait(false));

    /// <param name="snapshot">The newest state, read with its subgraphs.</param>
    public static Position Of(StateSnapshot snapshot)
    {
        var (graphs, leaves) = (new List<OpenGraph>(), new List<NextNode>());
        Collect(snapshot, graphs, leaves);
        return new Position(graphs, leaves);
    }

    /// <summary>Whether a graph has not moved since an earlier position.</summary>
    public bool Has(OpenGraph graph) => Graphs.Any(known => known.Namespace == graph.Namespace && known.Snapshot.CheckpointId == graph.Snapshot.CheckpointId);

    private static void Collect(StateSnapshot snapshot, List<OpenGraph> graphs, List<NextNode> leaves)
    {
        var graph = new OpenGraph(snapshot.Namespace, StatePaths.Of(snapshot.Namespace), snapshot);
        graphs.Add(graph);
        foreach (var task in snapshot.Tasks.Where(task => !task.IsFinished && snapshot.Next.Contains(task.Name)))
        {
            var known = leaves.Count;
            if (task.Subgraph is { CheckpointId: not null } subgraph)
            {
                Collect(subgraph, graphs, leaves);
            }

            if (leaves.Count == known)
            {
                leaves.Add(new NextNode(StatePaths.Join(graph.Scope, task.Name), task.Name, graph));
            }
        }
    }
}

/// <summary>A graph of a thread that has begun and not ended.</summary>
/// <param name="Namespace">Where its checkpoints are stored.</param>
/// <param name="Scope">The path of the node that runs it; empty for the root graph.</param>
/// <param name="Snapshot">Its newest state.</param>
internal sealed record OpenGraph(string Namespace, string Scope, StateSnapshot Snapshot);

/// <summary>A node that runs next.</summary>
internal sealed record NextNode(string Path, string Node, OpenGraph Graph);
