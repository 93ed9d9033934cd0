namespace GraphRuntime.Execution;

/// <summary>A node given as a class that takes the argument of a send, resolved from the task's own scope.</summary>
internal sealed class ArgumentServiceBody<TNode, TArgument, TState>(Func<IServiceProvider, TNode> create) : NodeBody
    where TNode : class, INode<TArgument, TState>
    where TState : class
{
    public override async ValueTask<object?> RunAsync(TaskAttempt attempt)
    {
        var node = create(attempt.Task.Services);
        return (await node.RunAsync(attempt.GetInput<TArgument>(), attempt.Context).ConfigureAwait(false)).Content;
    }
}
