namespace GraphRuntime.Execution;

/// <summary>A graph as a node: the node's input becomes the graph's input, its last state becomes the node's update.</summary>
internal sealed class SubgraphBody<TInput, TState, TChild>(
    GraphDefinition subgraph,
    Func<TInput, StateUpdate<TChild>> input,
    Func<TChild, StateUpdate<TState>?> output) : NodeBody, ISubgraphBody
    where TState : class
    where TChild : class
{
    public GraphDefinition Subgraph => subgraph;

    public override async ValueTask<object?> RunAsync(NodeContext context)
    {
        var childInput = GraphInput.From(input(context.GetInput<TInput>()));
        var (result, child) = await SubgraphRunner.RunAsync(context, subgraph, childInput, recordsWrites: false).ConfigureAwait(false);
        return context.Settle(result) ? context.LeftCommand : output((TChild)child.ReadOutput());
    }
}
