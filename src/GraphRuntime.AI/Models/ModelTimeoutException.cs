namespace GraphRuntime.AI;

/// <summary>A model took too long to begin its answer, or to go on with it.</summary>
public sealed class ModelTimeoutException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="node">The node that asked.</param>
    /// <param name="timeout">How long it waited.</param>
    /// <param name="hasBegun">Whether the answer had begun.</param>
    public ModelTimeoutException(string node, TimeSpan timeout, bool hasBegun)
        : base($"Node '{node}': the model {(hasBegun ? "did not go on with its answer" : "did not begin its answer")} within {timeout}. Raise ChatModelOptions.{(hasBegun ? "TokenTimeout" : "FirstTokenTimeout")}, retry the node, or give it fallback clients.") =>
        (Node, Timeout, HasBegun) = (node, timeout, hasBegun);

    /// <summary>The node that asked.</summary>
    public string Node { get; }

    /// <summary>How long it waited.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>Whether the answer had begun.</summary>
    public bool HasBegun { get; }
}
