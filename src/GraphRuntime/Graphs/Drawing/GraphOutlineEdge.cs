namespace GraphRuntime;

/// <summary>An edge of a graph.</summary>
/// <param name="From">The node it leaves, or <see cref="Graph.Start"/>.</param>
/// <param name="To">The node it leads to, or <see cref="Graph.End"/>.</param>
/// <param name="Label">The choice that takes it, or <see langword="null"/>.</param>
/// <param name="IsConditional">Whether it is taken only if its node chooses it.</param>
public sealed record GraphOutlineEdge(string From, string To, string? Label, bool IsConditional);
