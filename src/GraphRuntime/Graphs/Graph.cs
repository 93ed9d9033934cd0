namespace GraphRuntime;

/// <summary>The two virtual nodes that every graph has: where a run enters and where it leaves.</summary>
public static class Graph
{
    /// <summary>The name of the virtual entry node; edges from it name the nodes that run first.</summary>
    public const string Start = "__start__";

    /// <summary>The name of the virtual exit node; an edge to it ends that path of the run.</summary>
    public const string End = "__end__";
}
