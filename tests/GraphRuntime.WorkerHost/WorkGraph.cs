namespace GraphRuntime.WorkerHost;

/// <summary>Two nodes that say in the log when they begin and end; a message that begins with "wait" keeps the first one until it is asked to stop, and
/// one that begins with "meet" keeps it until the gate opens.</summary>
public static class WorkGraph
{
    public const string Name = "work";

    public static GraphRuntimeBuilder AddWork(this GraphRuntimeBuilder builder, OperationLog log) =>
        builder.AddGraph<WorkState>(Name, graph => graph
            .AddNode("first", (state, context) => RunAsync(state, context, log))
            .AddNode("second", (state, context) => RunAsync(state, context, log))
            .AddEdge(Graph.Start, "first")
            .AddEdge("first", "second"));

    private static async ValueTask<NodeResult<WorkState>> RunAsync(WorkState state, NodeContext context, OperationLog log)
    {
        var text = state.Messages[^1];
        await log.WriteAsync(context.ThreadId!, context.RunId, context.NodeName, isEnd: false);
        try
        {
            if (text.StartsWith("wait", StringComparison.Ordinal))
            {
                await context.EmitAsync("waiting");
                await Task.Delay(Timeout.InfiniteTimeSpan, context.TimeProvider, context.CancellationToken);
            }

            if (text.StartsWith("meet", StringComparison.Ordinal) && context.NodeName == "first")
            {
                await log.PassGateAsync(context.CancellationToken);
            }

            await Task.Yield();
        }
        finally
        {
            await log.WriteAsync(context.ThreadId!, context.RunId, context.NodeName, isEnd: true);
        }

        return context.NodeName == "second" ? new WorkState.Update { Messages = ["done: " + text] } : new WorkState.Update();
    }
}
