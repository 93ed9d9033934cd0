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

    private IStore Fenced(IStore store) =>
        ThreadId is { } threadId && Loop.Run.Epoch >= 0 ? store.WithToken(new StoreWriteToken(threadId, Loop.Run.Epoch)) : store;
}
