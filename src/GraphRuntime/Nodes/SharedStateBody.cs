using GraphRuntime.Execution;
using GraphRuntime.Graphs;

namespace GraphRuntime.Nodes;

/// <summary>
/// A graph with the same state as a node: it begins with the outer state and hands back only what its own nodes wrote, so that what it was given is not
/// appended or counted twice.
/// </summary>
internal sealed class SharedStateBody(GraphDefinition subgraph) : TaskBody, ISubgraphBody
{
    public GraphDefinition Subgraph => subgraph;

    public bool SharesState => true;

    public override async ValueTask<object?> RunAsync(TaskAttempt attempt)
    {
        var (task, graph) = (attempt.Task, attempt.Task.Loop.Graph);
        if (task.SendIndex >= 0)
        {
            throw InvalidUpdateException.In(
                graph.Name,
                task.ThreadId,
                $"Node '{task.NodeName}' is a subgraph that shares the state of graph '{graph.Name}' and cannot be sent an argument. Add it with functions that map input and output.");
        }

        var input = GraphInput.From(new InheritedInput(task.Loop, subgraph.Options.Persistence == SubgraphPersistence.OwnMemory));
        var (result, child) = await SubgraphRunner.RunAsync(attempt, subgraph, input, recordsWrites: true, memoryKey: null).ConfigureAwait(false);
        return attempt.Settle(result) ? attempt.LeftCommand : new RecordedUpdate(child.RecordedWrites!, child.Channels.All, graph.Schema, subgraph.OutputChannels);
    }
}
