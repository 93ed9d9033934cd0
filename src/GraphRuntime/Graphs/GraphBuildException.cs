namespace GraphRuntime;

/// <summary>A graph cannot be compiled. All problems are reported together.</summary>
public sealed class GraphBuildException : GraphRuntimeException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="graph">The name of the graph.</param>
    /// <param name="problems">The problems, each naming node or edge and remedy.</param>
    public GraphBuildException(string graph, IReadOnlyList<string> problems)
        : base($"Graph '{graph}' cannot be compiled ({problems.Count} problem{(problems.Count == 1 ? "" : "s")}):{Environment.NewLine}- {string.Join(Environment.NewLine + "- ", problems)}")
    {
        Graph = graph;
        Problems = problems;
    }

    /// <summary>The name of the graph.</summary>
    public string Graph { get; }

    /// <summary>The problems.</summary>
    public IReadOnlyList<string> Problems { get; }
}
