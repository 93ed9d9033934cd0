namespace GraphRuntime;

/// <summary>A node took longer than its time-out.</summary>
public sealed class NodeTimeoutException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="node">The node.</param>
    /// <param name="timeout">The time-out.</param>
    /// <param name="graph">The name of the graph, or <see langword="null"/>.</param>
    /// <param name="threadId">The thread, or <see langword="null"/>.</param>
    public NodeTimeoutException(string node, TimeSpan timeout, string? graph = null, string? threadId = null)
        : base($"{(graph is null ? "" : $"Graph '{graph}', ")}{(threadId is null ? "" : $"thread '{threadId}', ")}node '{node}': it did not finish within {timeout}. Raise NodeOptions.Timeout, or let the node watch its cancellation token.")
    {
        Node = node;
        Timeout = timeout;
        Graph = graph;
        ThreadId = threadId;
    }

    /// <summary>The node.</summary>
    public string Node { get; }

    /// <summary>The time-out.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>The name of the graph, or <see langword="null"/>.</summary>
    public string? Graph { get; }

    /// <summary>The thread, or <see langword="null"/>.</summary>
    public string? ThreadId { get; }
}
