namespace GraphRuntime.Execution;

/// <summary>A node given as a delegate that completes at once.</summary>
internal sealed class SyncBody<TInput, TState>(Func<TInput, NodeContext, NodeResult<TState>> run) : NodeBody
    where TState : class
{
    public override ValueTask<object?> RunAsync(NodeContext context) => new(run(context.GetInput<TInput>(), context).Content);
}
