namespace GraphRuntime;

/// <summary>Several calls in one superstep use the same memory of a subgraph, and no order between them is right.</summary>
public sealed class SubgraphMemoryException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="graph">The name of the graph whose node makes the call.</param>
    /// <param name="threadId">The thread, or <see langword="null"/>.</param>
    /// <param name="node">The node.</param>
    /// <param name="ns">The namespace of the memory.</param>
    public SubgraphMemoryException(string graph, string? threadId, string node, string ns)
        : base($"Graph '{graph}', {(threadId is null ? "" : $"thread '{threadId}', ")}node '{node}': memory '{ns}' of its subgraph is used by another call of the same superstep. Give each of them a memory of its own with NodeOptions.MemoryKey, or with the key of NodeContext.InvokeAsync.")
    {
        Graph = graph;
        ThreadId = threadId;
        Node = node;
        Namespace = ns;
    }

    /// <summary>The name of the graph whose node makes the call.</summary>
    public string Graph { get; }

    /// <summary>The thread, or <see langword="null"/>.</summary>
    public string? ThreadId { get; }

    /// <summary>The node.</summary>
    public string Node { get; }

    /// <summary>The namespace of the memory.</summary>
    public string Namespace { get; }
}
