namespace GraphRuntime.Execution;

/// <summary>An error handler; its input is the failed node's input.</summary>
internal sealed class ErrorHandlerBody<TState>(Func<TState, NodeError, NodeContext, ValueTask<NodeResult<TState>>> handle) : NodeBody
    where TState : class
{
    public override async ValueTask<object?> RunAsync(NodeContext context)
    {
        var error = new NodeError(context.Node.Name, context.HandledError!);
        return (await handle(context.GetInput<TState>(), error, context).ConfigureAwait(false)).Content;
    }
}
