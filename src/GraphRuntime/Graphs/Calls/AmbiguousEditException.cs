namespace GraphRuntime;

/// <summary>An edit names no node, and the node that wrote last is ambiguous.</summary>
public sealed class AmbiguousEditException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="graph">The name of the graph.</param>
    /// <param name="threadId">The thread.</param>
    /// <param name="nodes">The nodes that it could be.</param>
    public AmbiguousEditException(string graph, string threadId, IReadOnlyList<string> nodes)
        : base($"Graph '{graph}', thread '{threadId}': it is not clear as which node the state is edited. Name one with asNode: {string.Join(", ", nodes)}.")
    {
        Graph = graph;
        ThreadId = threadId;
        Nodes = nodes;
    }

    /// <summary>The name of the graph.</summary>
    public string Graph { get; }

    /// <summary>The thread.</summary>
    public string ThreadId { get; }

    /// <summary>The nodes that it could be.</summary>
    public IReadOnlyList<string> Nodes { get; }
}
