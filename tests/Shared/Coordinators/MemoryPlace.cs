using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;
using GraphRuntime.Testing;
using GraphRuntime.Threads;

namespace GraphRuntime.TestSupport;

/// <summary>Threads in memory.</summary>
internal sealed class MemoryPlace : StorePlace
{
    public override ValueTask<TestStores> OpenAsync(VirtualTimeProvider time)
    {
        var checkpointer = new InMemoryCheckpointer();
        return new(new TestStores(new InMemoryRunStore(checkpointer, time), checkpointer, new InMemoryStore(checkpointer, time), time));
    }
}
