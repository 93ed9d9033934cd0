namespace GraphRuntime.Graphs;

/// <summary>A checked destination of a task: a node by its place in the graph, or a send.</summary>
/// <param name="Node">The place of the node.</param>
/// <param name="Send">The send, or <see langword="null"/> for the node itself.</param>
internal readonly record struct Destination(int Node, Send? Send);
