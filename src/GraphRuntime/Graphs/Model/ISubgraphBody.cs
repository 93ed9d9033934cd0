namespace GraphRuntime.Graphs;

/// <summary>A node that runs another graph.</summary>
internal interface ISubgraphBody
{
    GraphDefinition Subgraph { get; }

    /// <summary>Whether the graph runs on the state of the graph above.</summary>
    bool SharesState { get; }
}
