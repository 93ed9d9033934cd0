using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>What the subgraphs of an attempt are storing just now. The attempt holds its lock for each member.</summary>
internal sealed class AttemptWrites(EngineServices services)
{
    private TaskCompletionSource? _idle;
    private int _count;

    public void Begin() => _count++;

    /// <summary>Ends a write. Who waits goes on through the dispatcher: neither under the lock of the attempt nor on the stack of the node that was given up.</summary>
    public void End()
    {
        if (--_count == 0 && _idle is { } idle)
        {
            services.Dispatch(() => idle.TrySetResult());
        }
    }

    /// <summary>Completes when nothing is being stored; <see langword="null"/> where nothing is.</summary>
    public Task? WhenIdle() => _count == 0 ? null : (_idle ??= new TaskCompletionSource()).Task;
}
