using GraphRuntime.Execution;

namespace GraphRuntime.Nodes;

/// <summary>A node given as a delegate that completes at once and needs nothing but its input.</summary>
internal sealed class PlainBody<TInput, TState>(Func<TInput, NodeResult<TState>> run) : TaskBody
    where TState : class
{
    public override bool TakesContext => false;

    public override ValueTask<object?> RunAsync(TaskAttempt attempt) => new(Run(attempt.Task.Input));

    public override object? Run(object input) => run((TInput)input).Content;
}
