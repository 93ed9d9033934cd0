namespace GraphRuntime;

/// <summary>A node as a class, made by the service provider in a scope of its own for every task.</summary>
/// <typeparam name="TState">The state.</typeparam>
public interface INode<TState>
    where TState : class
{
    /// <summary>Runs the node.</summary>
    /// <param name="state">The state, as it was at the beginning of the superstep.</param>
    /// <param name="context">The task: cancellation, interrupts, streaming, services.</param>
    /// <returns>An update, a command, or nothing.</returns>
    ValueTask<NodeResult<TState>> RunAsync(TState state, NodeContext context);
}
