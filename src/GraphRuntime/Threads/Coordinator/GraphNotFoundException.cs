namespace GraphRuntime;

/// <summary>A graph was named that is not registered.</summary>
public sealed class GraphNotFoundException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="graphName">The unknown name.</param>
    public GraphNotFoundException(string graphName)
        : base($"No graph is registered under the name '{graphName}'. Register it with AddGraph, or check the spelling; names are case-sensitive.") => GraphName = graphName;

    /// <summary>The unknown name.</summary>
    public string GraphName { get; }
}
