using GraphRuntime.Execution;

namespace GraphRuntime;

public sealed partial class NodeContext
{
    /// <summary>
    /// Runs another graph inside this node. When it pauses this task pauses with it; on resume the node runs again from its beginning and the graph goes
    /// on where it stood.
    /// </summary>
    /// <typeparam name="TChild">The state of the graph.</typeparam>
    /// <param name="graph">The graph.</param>
    /// <param name="input">Its input.</param>
    /// <returns>Its last state, with the output channels only.</returns>
    /// <exception cref="TaskPausedException">The graph paused, or sent a command to this one. Let it pass; what happened is already recorded.</exception>
    /// <exception cref="AttemptEndedException">The attempt has ended; nothing was called.</exception>
    public ValueTask<TChild> InvokeAsync<TChild>(CompiledGraph<TChild> graph, StateUpdate<TChild> input)
        where TChild : class => RunAsync(graph, input, null);

    /// <summary>As <see cref="InvokeAsync{TChild}(CompiledGraph{TChild}, StateUpdate{TChild})"/>, for a graph with its own memory: the call uses the memory of the key.</summary>
    /// <typeparam name="TChild">The state of the graph.</typeparam>
    /// <param name="graph">The graph, compiled with <see cref="SubgraphPersistence.OwnMemory"/>.</param>
    /// <param name="input">Its input.</param>
    /// <param name="memoryKey">Names the memory within the node.</param>
    /// <returns>Its last state, with the output channels only.</returns>
    /// <exception cref="TaskPausedException">The graph paused, or sent a command to this one. Let it pass; what happened is already recorded.</exception>
    /// <exception cref="SubgraphMemoryException">Another call of this superstep uses the same memory.</exception>
    public ValueTask<TChild> InvokeAsync<TChild>(CompiledGraph<TChild> graph, StateUpdate<TChild> input, string memoryKey)
        where TChild : class
    {
        ArgumentException.ThrowIfNullOrEmpty(memoryKey);
        return RunAsync(graph, input, memoryKey);
    }

    private async ValueTask<TChild> RunAsync<TChild>(CompiledGraph<TChild> graph, StateUpdate<TChild> input, string? memoryKey)
        where TChild : class
    {
        ArgumentNullException.ThrowIfNull(graph);
        _attempt.ThrowIfOver();
        var (result, child) = await SubgraphRunner.RunAsync(_attempt, graph.Definition, GraphInput.From(input), recordsWrites: false, memoryKey).ConfigureAwait(false);
        if (_attempt.Settle(result))
        {
            throw new TaskPausedException(TaskId, CancellationToken);
        }

        return (TChild)child.ReadOutput();
    }
}
