namespace GraphRuntime.AI;

/// <summary>An agent reached a limit before it had an answer.</summary>
public sealed class AgentLimitException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="node">The node of the model.</param>
    /// <param name="limit">The limit: the name of a property of <see cref="AgentLimits"/>.</param>
    /// <param name="most">How much is allowed.</param>
    public AgentLimitException(string node, string limit, string most)
        : base($"Node '{node}': the limit {limit} = {most} of this turn is reached. Raise it in AgentLimits, or let the user go on with a new message.") =>
        (Node, Limit, Most) = (node, limit, most);

    /// <summary>The node of the model.</summary>
    public string Node { get; }

    /// <summary>The name of the limit.</summary>
    public string Limit { get; }

    /// <summary>How much is allowed.</summary>
    public string Most { get; }
}
