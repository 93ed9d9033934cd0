namespace GraphRuntime;

/// <summary>
/// Code of an attempt that has ended (its time-out passed, its node has returned or failed, or another attempt took its place) wanted to ask, emit, store or call
/// something. Nothing happened.
/// </summary>
public sealed class AttemptEndedException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="graph">The name of the graph.</param>
    /// <param name="threadId">The thread, or <see langword="null"/>.</param>
    /// <param name="node">The node.</param>
    /// <param name="attempt">The number of the attempt.</param>
    public AttemptEndedException(string graph, string? threadId, string node, int attempt)
        : base($"Graph '{graph}', {(threadId is null ? "" : $"thread '{threadId}', ")}node '{node}': attempt {attempt} has ended, so what its code still does has no effect. Let the node wait for everything that it starts, and watch its cancellation token.")
    {
        Graph = graph;
        ThreadId = threadId;
        Node = node;
        Attempt = attempt;
    }

    /// <summary>The name of the graph.</summary>
    public string Graph { get; }

    /// <summary>The thread, or <see langword="null"/>.</summary>
    public string? ThreadId { get; }

    /// <summary>The node.</summary>
    public string Node { get; }

    /// <summary>The number of the attempt, beginning with 1.</summary>
    public int Attempt { get; }
}
