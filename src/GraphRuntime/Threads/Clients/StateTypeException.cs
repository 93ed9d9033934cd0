namespace GraphRuntime;

/// <summary>A typed client was used for a graph, or for a thread of a graph, that has another type of state.</summary>
public sealed class StateTypeException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="graphName">The graph.</param>
    /// <param name="stateType">The name of its state.</param>
    /// <param name="requestedType">The name of the state that was asked for.</param>
    /// <param name="threadId">The thread whose last run was of that graph; <see langword="null"/> where the graph itself was named.</param>
    public StateTypeException(string graphName, string stateType, string requestedType, string? threadId = null)
        : base(threadId is null
            ? $"The state of graph '{graphName}' is {stateType}, not {requestedType}. Use ThreadClient<{stateType}>, or name a graph whose state is {requestedType}."
            : $"Thread '{threadId}' belongs to graph '{graphName}', whose state is {stateType}, not {requestedType}. Use ThreadClient<{stateType}> for it.")
    {
        GraphName = graphName;
        ThreadId = threadId;
    }

    /// <summary>The graph.</summary>
    public string GraphName { get; }

    /// <summary>The thread, or <see langword="null"/>.</summary>
    public string? ThreadId { get; }
}
