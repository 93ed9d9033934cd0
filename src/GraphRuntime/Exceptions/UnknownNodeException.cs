namespace GraphRuntime;

/// <summary>A name is not that of a node of the graph.</summary>
public sealed class UnknownNodeException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="graph">The name of the graph.</param>
    /// <param name="node">The name that was given.</param>
    /// <param name="where">Where it was given.</param>
    /// <param name="knownNodes">The names of the nodes.</param>
    public UnknownNodeException(string graph, string node, string where, IReadOnlyList<string> knownNodes)
        : base($"Graph '{graph}', {where}: there is no node '{node}'. Its nodes are: {string.Join(", ", knownNodes)}.")
    {
        Graph = graph;
        Node = node;
        KnownNodes = knownNodes;
    }

    /// <summary>The name of the graph.</summary>
    public string Graph { get; }

    /// <summary>The name that was given.</summary>
    public string Node { get; }

    /// <summary>The names of the nodes.</summary>
    public IReadOnlyList<string> KnownNodes { get; }
}
