namespace GraphRuntime;

/// <summary>The operation needs a checkpointer or a thread id.</summary>
public sealed class MissingCheckpointerException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="graph">The name of the graph.</param>
    /// <param name="what">The operation.</param>
    /// <param name="remedy">What to do.</param>
    public MissingCheckpointerException(string graph, string what, string remedy)
        : base($"Graph '{graph}': {what}. {remedy}") => Graph = graph;

    /// <summary>The name of the graph.</summary>
    public string Graph { get; }
}
