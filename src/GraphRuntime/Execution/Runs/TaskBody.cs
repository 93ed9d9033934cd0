using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>What a node does, as a task runs it. The result is a <see cref="StateUpdate"/>, a <see cref="Command"/>, or <see langword="null"/>.</summary>
internal abstract class TaskBody : NodeBody
{
    /// <summary>False for a body that only reads its input: then no attempt has to be made for it.</summary>
    public virtual bool TakesContext => true;

    public abstract ValueTask<object?> RunAsync(TaskAttempt attempt);

    /// <summary>Runs a body that takes no context.</summary>
    public virtual object? Run(object input) => throw new NotSupportedException();
}
