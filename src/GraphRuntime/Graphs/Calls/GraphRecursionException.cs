namespace GraphRuntime;

/// <summary>A run took more supersteps than its recursion limit allows. Its last checkpoint is stored and can be resumed.</summary>
public sealed class GraphRecursionException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="graph">The name of the graph.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="threadId">The thread, or <see langword="null"/>.</param>
    public GraphRecursionException(string graph, int limit, string? threadId = null)
        : base($"Graph '{graph}'{(threadId is null ? "" : $", thread '{threadId}'")} did not finish within {limit} supersteps. Raise RunConfig.RecursionLimit, or give the loop a way to Graph.End.")
    {
        Graph = graph;
        Limit = limit;
        ThreadId = threadId;
    }

    /// <summary>The name of the graph.</summary>
    public string Graph { get; }

    /// <summary>The limit, in supersteps.</summary>
    public int Limit { get; }

    /// <summary>The thread, or <see langword="null"/>.</summary>
    public string? ThreadId { get; }
}
