namespace GraphRuntime.Execution;

/// <summary>
/// A graph with the same state as a node: it begins with the outer state and hands back only its own writes, so that what it was given is not
/// appended or counted twice.
/// </summary>
internal sealed class SharedStateBody(GraphDefinition subgraph) : NodeBody, ISubgraphBody
{
    public GraphDefinition Subgraph => subgraph;

    public override async ValueTask<object?> RunAsync(NodeContext context)
    {
        if (context.SendIndex >= 0)
        {
            throw InvalidUpdateException.In(
                context.Loop.Graph.Name,
                context.ThreadId,
                $"Node '{context.NodeName}' is a subgraph that shares the state of graph '{context.Loop.Graph.Name}' and cannot be sent an argument. Add it with functions that map input and output.");
        }

        var input = GraphInput.From(new ChannelCopyUpdate(context.Loop.Channels.All, context.Loop.Graph.Schema));
        var (result, child) = await SubgraphRunner.RunAsync(context, subgraph, input, recordsWrites: true).ConfigureAwait(false);
        return context.Settle(result) ? context.LeftCommand : new RecordedUpdate(child.RecordedWrites!, child.Channels.All, context.Loop.Graph.Schema);
    }
}
