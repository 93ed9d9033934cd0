using GraphRuntime.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime;

/// <content>Long-term memory.</content>
public sealed partial class NodeContext
{
    private IStore? _store;

    /// <summary>
    /// The long-term store of the services. What is written through it is refused with <see cref="StaleEpochException"/> once the run no
    /// longer owns its thread. It must share its database with the checkpointer; take another store from <see cref="Services"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">The graph was compiled without services, or there is no store among them.</exception>
    public IStore Store => _store ??= Fenced(Services.GetRequiredService<IStore>());

    /// <summary>
    /// Writes to the long-term store as part of the superstep: the writes are not visible before the superstep is stored; then they are applied, even after a crash. If the run
    /// is interrupted before, or the node fails or pauses, they are never made. If the run is rolled back later, what was there before is put back before the next run of
    /// the thread begins; items that were changed since are kept. In a subgraph, the superstep is that of the subgraph.
    /// </summary>
    /// <param name="writes">The writes; all of a superstep are made or none. Of two with the same address the later one is used.</param>
    /// <exception cref="InvalidOperationException">The graph of the run was compiled without <see cref="CompileOptions.BufferedStoreWrites"/>, or without services.</exception>
    /// <exception cref="MissingCheckpointerException">The run has no checkpointer, so there is no superstep to be part of.</exception>
    public void BufferStoreWrites(params IReadOnlyList<StoreWrite> writes)
    {
        ArgumentNullException.ThrowIfNull(writes);
        _attempt.ThrowIfOver();
        if (!Owner.Root.Options.BufferedStoreWrites || Owner.Services.Provider is null)
        {
            throw new InvalidOperationException(
                $"Node '{NodeName}' wants to buffer store writes. Compile graph '{Owner.Root.Name}' with CompileOptions.BufferedStoreWrites and with services, or write with context.Store.");
        }

        var owner = _attempt;
        while (owner.Task.Loop.Checkpointer is null)
        {
            owner = owner.Task.Loop.Caller ?? throw new MissingCheckpointerException(
                Loop.Graph.Name,
                $"node '{NodeName}' wants to buffer store writes, but no superstep is stored",
                "Compile the graph with a checkpointer and give the run a thread id.");
        }

        owner.Buffer(writes);
    }

    private AttemptStore Fenced(IStore store) =>
        new(_attempt, ThreadId is { } threadId && Owner.Epoch >= 0 ? store.WithToken(new StoreWriteToken(threadId, Owner.Epoch)) : store);
}
