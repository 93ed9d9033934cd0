namespace GraphRuntime.Testing;

/// <summary>A graph under test did not go where the test sent it. The message says where it stands.</summary>
public sealed class GraphTestException : GraphRuntimeException
{
    internal GraphTestException(string node, string whereItStands)
        : base($"The run did not come to node '{node}'. {whereItStands}") => Node = node;

    /// <summary>The node that the run should have come to.</summary>
    public string Node { get; }
}
