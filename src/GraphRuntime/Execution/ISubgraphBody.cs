namespace GraphRuntime.Execution;

/// <summary>A node that runs another graph.</summary>
internal interface ISubgraphBody
{
    GraphDefinition Subgraph { get; }
}
