namespace GraphRuntime;

/// <summary>Names that are reserved in every graph.</summary>
public static class Graph
{
    /// <summary>The virtual node at which every run begins; the source of entry edges.</summary>
    public const string Start = "__start__";

    /// <summary>The virtual node that ends a path; the target of edges and routes.</summary>
    public const string End = "__end__";

    /// <summary>In a list of breakpoints: every node.</summary>
    public const string AllNodes = "*";

    /// <summary>In a list of breakpoints of a run: every node of the graph and of all its subgraphs that keep checkpoints.</summary>
    public const string AllPaths = "**";

    /// <summary>In <c>asNode</c> of a state edit: the values are a new input.</summary>
    public const string Input = "__input__";

    /// <summary>In <c>asNode</c> of a state edit: a copy of the checkpoint is added to its siblings.</summary>
    public const string Copy = "__copy__";
}
