using GraphRuntime.Execution;

namespace GraphRuntime.Nodes;

/// <summary>A node given as a delegate that completes at once.</summary>
internal sealed class SyncBody<TInput, TState>(Func<TInput, NodeContext, NodeResult<TState>> run) : TaskBody
    where TState : class
{
    public override ValueTask<object?> RunAsync(TaskAttempt attempt) => new(run(attempt.GetInput<TInput>(), new NodeContext(attempt)).Content);
}
