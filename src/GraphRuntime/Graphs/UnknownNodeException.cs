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
        : base($"Graph '{graph}', {where}: there is no node '{node}'. Its nodes are: {string.Join(", ", knownNodes)}. Use one of them; names are case-sensitive.")
    {
        Graph = graph;
        Node = node;
        KnownNodes = knownNodes;
    }

    private UnknownNodeException(string message, string graph, string node, string threadId, IReadOnlyList<string> knownNodes)
        : base(message)
    {
        Graph = graph;
        Node = node;
        ThreadId = threadId;
        KnownNodes = knownNodes;
    }

    /// <summary>The name of the graph.</summary>
    public string Graph { get; }

    /// <summary>The name that was given.</summary>
    public string Node { get; }

    /// <summary>The names of the nodes.</summary>
    public IReadOnlyList<string> KnownNodes { get; }

    /// <summary>The thread whose stored state names the node, or <see langword="null"/>.</summary>
    public string? ThreadId { get; }

    /// <summary>A thread waits for a node that its graph has lost.</summary>
    internal static UnknownNodeException NoLongerExists(string graph, string threadId, string node, IReadOnlyList<string> knownNodes) => new(
        $"Graph '{graph}', thread '{threadId}': it waits for node '{node}', which the graph does not have any more. It has: {string.Join(", ", knownNodes)}. If another graph left the thread there, let a run of that graph finish it first. Otherwise keep the node until such threads have finished (it may do nothing), or delete the thread.",
        graph,
        node,
        threadId,
        knownNodes);
}
