using GraphRuntime.Execution;

namespace GraphRuntime.Nodes;

/// <summary>A node given as a class that takes the argument of a send, resolved from the task's own scope.</summary>
internal sealed class ArgumentServiceBody<TNode, TArgument, TState>(Func<IServiceProvider, TNode> create, Func<IServiceProvider, IReadOnlyList<string>> missing) : TaskBody
    where TNode : class, INode<TArgument, TState>
    where TState : class
{
    public override IReadOnlyList<string> Missing(IServiceProvider services) => missing(services);

    public override async ValueTask<object?> RunAsync(TaskAttempt attempt)
    {
        var node = create(attempt.Task.Services);
        return (await node.RunAsync(attempt.GetInput<TArgument>(), new NodeContext(attempt)).ConfigureAwait(false)).Content;
    }
}
