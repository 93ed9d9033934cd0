using GraphRuntime.Execution;

namespace GraphRuntime.Nodes;

/// <summary>A node given as a class, resolved from the task's own scope.</summary>
internal sealed class ServiceBody<TNode, TState>(Func<IServiceProvider, TNode> create, Func<IServiceProvider, IReadOnlyList<string>> missing) : TaskBody
    where TNode : class, INode<TState>
    where TState : class
{
    public override IReadOnlyList<string> Missing(IServiceProvider services) => missing(services);

    public override async ValueTask<object?> RunAsync(TaskAttempt attempt)
    {
        var node = create(attempt.Task.Services);
        return (await node.RunAsync(attempt.GetInput<TState>(), new NodeContext(attempt)).ConfigureAwait(false)).Content;
    }
}
