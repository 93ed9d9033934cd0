namespace GraphRuntime;

/// <summary>A node of a graph.</summary>
/// <param name="Name">The name.</param>
/// <param name="Subgraph">The graph that the node runs, or <see langword="null"/>.</param>
public sealed record GraphOutlineNode(string Name, GraphOutline? Subgraph);
