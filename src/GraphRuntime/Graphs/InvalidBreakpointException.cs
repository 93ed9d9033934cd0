namespace GraphRuntime;

/// <summary>A breakpoint is not possible as requested.</summary>
public sealed class InvalidBreakpointException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="graph">The name of the graph.</param>
    /// <param name="node">The node, or <see langword="null"/>.</param>
    /// <param name="message">What happened, where, and what to do.</param>
    public InvalidBreakpointException(string graph, string? node, string message)
        : base(message)
    {
        Graph = graph;
        Node = node;
    }

    /// <summary>The name of the graph.</summary>
    public string Graph { get; }

    /// <summary>The node, or <see langword="null"/>.</summary>
    public string? Node { get; }
}
