namespace GraphRuntime;

/// <summary>A node took longer than its time-out.</summary>
public sealed class NodeTimeoutException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="node">The node.</param>
    /// <param name="timeout">The time-out.</param>
    public NodeTimeoutException(string node, TimeSpan timeout)
        : base($"Node '{node}' did not finish within {timeout}. Raise NodeOptions.Timeout, or let the node watch its cancellation token.")
    {
        Node = node;
        Timeout = timeout;
    }

    /// <summary>The node.</summary>
    public string Node { get; }

    /// <summary>The time-out.</summary>
    public TimeSpan Timeout { get; }
}
