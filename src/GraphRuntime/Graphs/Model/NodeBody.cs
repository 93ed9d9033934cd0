using GraphRuntime.Execution;

namespace GraphRuntime.Graphs;

/// <summary>What a node does, as the model of the graph knows it. The engine runs it as a <see cref="TaskBody"/>.</summary>
internal abstract class NodeBody
{
    /// <summary>The names of the types that the node needs of the services and does not find there.</summary>
    public virtual IReadOnlyList<string> Missing(IServiceProvider services) => [];
}
