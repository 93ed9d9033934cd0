using GraphRuntime.Execution;

namespace GraphRuntime;

public sealed partial class NodeContext
{
    private int _calls;
    private List<int>? _attempts;

    /// <summary>A command that a subgraph sent to this graph; it takes the place of what the node returns.</summary>
    internal AppliedCommand? LeftCommand { get; private set; }

    /// <summary>
    /// Runs another graph inside this node. When it pauses this task pauses with it; on resume the node runs again from its beginning and the graph goes
    /// on where it stood.
    /// </summary>
    /// <typeparam name="TChild">The state of the graph.</typeparam>
    /// <param name="graph">The graph.</param>
    /// <param name="input">Its input.</param>
    /// <returns>Its last state, with the output channels only.</returns>
    /// <exception cref="TaskPausedException">The graph paused, or sent a command to this one. Let it pass; what happened is already recorded.</exception>
    public async ValueTask<TChild> InvokeAsync<TChild>(CompiledGraph<TChild> graph, StateUpdate<TChild> input)
        where TChild : class
    {
        ArgumentNullException.ThrowIfNull(graph);
        ThrowIfPaused();
        var (result, child) = await SubgraphRunner.RunAsync(this, graph.Definition, GraphInput.From(input), recordsWrites: false).ConfigureAwait(false);
        if (Settle(result))
        {
            throw new TaskPausedException(TaskId, CancellationToken);
        }

        return (TChild)child.ReadOutput();
    }

    internal int NextCall() => _calls++;

    /// <summary>The calls of earlier attempts in whose place a call of this attempt is made.</summary>
    internal IEnumerable<int> CallsOfEarlierAttempts(int call) => _attempts is [.. var earlier, var last] && call >= last
        ? earlier.Where(start => start + call - last < last).Select(start => start + call - last)
        : [];

    private void BeginCalls() => (_attempts ??= []).Add(_calls);

    /// <summary>Takes over how a subgraph ended. True where this task ends with it.</summary>
    internal bool Settle(LoopResult result)
    {
        switch (result.End)
        {
            case LoopEnd.Paused:
                PauseOn(result.Interrupts);
                return true;
            case LoopEnd.LeftForParent:
                LeftCommand = new AppliedCommand(result.Command!);
                return true;
            default:
                return false;
        }
    }
}
