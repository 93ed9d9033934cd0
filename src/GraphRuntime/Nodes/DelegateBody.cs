using GraphRuntime.Execution;

namespace GraphRuntime.Nodes;

/// <summary>A node given as a delegate that may complete later.</summary>
internal sealed class DelegateBody<TInput, TState>(Func<TInput, NodeContext, ValueTask<NodeResult<TState>>> run) : TaskBody
    where TState : class
{
    public override ValueTask<object?> RunAsync(TaskAttempt attempt)
    {
        var running = run(attempt.GetInput<TInput>(), new NodeContext(attempt));
        return running.IsCompletedSuccessfully ? new ValueTask<object?>(running.Result.Content) : Await(running);
    }

    private static async ValueTask<object?> Await(ValueTask<NodeResult<TState>> running) => (await running.ConfigureAwait(false)).Content;
}
