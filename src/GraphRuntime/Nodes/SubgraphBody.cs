using GraphRuntime.Execution;
using GraphRuntime.Graphs;

namespace GraphRuntime.Nodes;

/// <summary>A graph as a node: the node's input becomes the graph's input, its last state becomes the node's update.</summary>
internal sealed class SubgraphBody<TInput, TState, TChild>(
    GraphDefinition subgraph,
    Func<TInput, StateUpdate<TChild>> input,
    Func<TChild, StateUpdate<TState>?> output) : TaskBody, ISubgraphBody
    where TState : class
    where TChild : class
{
    public GraphDefinition Subgraph => subgraph;

    public bool SharesState => false;

    public override async ValueTask<object?> RunAsync(TaskAttempt attempt)
    {
        var childInput = GraphInput.From(input(attempt.GetInput<TInput>()));
        var (result, child) = await SubgraphRunner.RunAsync(attempt, subgraph, childInput, recordsWrites: false, memoryKey: null).ConfigureAwait(false);
        return attempt.Settle(result) ? attempt.LeftCommand : output((TChild)child.ReadOutput());
    }
}
