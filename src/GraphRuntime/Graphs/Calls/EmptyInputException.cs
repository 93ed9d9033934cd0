namespace GraphRuntime;

/// <summary>There is nothing to start from: the input writes no channel, or a thread without state was to be resumed.</summary>
public sealed class EmptyInputException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="graph">The name of the graph.</param>
    /// <param name="threadId">The thread, or <see langword="null"/>.</param>
    public EmptyInputException(string graph, string? threadId)
        : base($"Graph '{graph}'{(threadId is null ? "" : $", thread '{threadId}'")}: there is nothing to start from. Give an input that sets at least one input channel, or resume a thread that has a checkpoint.")
    {
        Graph = graph;
        ThreadId = threadId;
    }

    /// <summary>The name of the graph.</summary>
    public string Graph { get; }

    /// <summary>The thread, or <see langword="null"/>.</summary>
    public string? ThreadId { get; }
}
