namespace GraphRuntime;

/// <summary>A node as a class that takes the argument of a <see cref="Send"/>, made by the service provider in a scope of its own for every task.</summary>
/// <typeparam name="TArgument">The type of the argument.</typeparam>
/// <typeparam name="TState">The state.</typeparam>
public interface INode<TArgument, TState>
    where TState : class
{
    /// <summary>Runs the node.</summary>
    /// <param name="argument">The argument of the send.</param>
    /// <param name="context">The task: cancellation, interrupts, streaming, services.</param>
    /// <returns>An update, a command, or nothing.</returns>
    ValueTask<NodeResult<TState>> RunAsync(TArgument argument, NodeContext context);
}
