namespace GraphRuntime.Graphs;

/// <summary>An edge from several nodes that fires once all of them have finished.</summary>
/// <param name="Sources">The places of the nodes, in order.</param>
/// <param name="Target">The place of the node that follows.</param>
internal sealed record GraphJoin(int[] Sources, int Target);
