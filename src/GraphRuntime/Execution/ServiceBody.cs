namespace GraphRuntime.Execution;

/// <summary>A node given as a class, resolved from the task's own scope.</summary>
internal sealed class ServiceBody<TNode, TState>(Func<IServiceProvider, TNode> create) : NodeBody
    where TNode : class, INode<TState>
    where TState : class
{
    public override async ValueTask<object?> RunAsync(NodeContext context)
    {
        var node = create(context.Services);
        return (await node.RunAsync(context.GetInput<TState>(), context).ConfigureAwait(false)).Content;
    }
}
