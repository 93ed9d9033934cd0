using GraphRuntime.Execution;

namespace GraphRuntime.Nodes;

/// <summary>An error handler; its input is the failed node's input.</summary>
internal sealed class ErrorHandlerBody<TInput, TState>(Func<TInput, NodeError, NodeContext, ValueTask<NodeResult<TState>>> handle) : TaskBody
    where TState : class
{
    public override async ValueTask<object?> RunAsync(TaskAttempt attempt)
    {
        var error = new NodeError(attempt.Task.NodeName, attempt.Task.HandledError!);
        return (await handle(attempt.GetInput<TInput>(), error, new NodeContext(attempt)).ConfigureAwait(false)).Content;
    }
}
