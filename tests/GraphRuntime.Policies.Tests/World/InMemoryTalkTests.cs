using GraphRuntime.Checkpointing;
using GraphRuntime.Testing;
using GraphRuntime.Threads;

namespace GraphRuntime.Policies.Tests;

public sealed class InMemoryTalkTests : TalkTests
{
    protected override ValueTask<RunStoreSubject> OpenAsync(VirtualTimeProvider time)
    {
        var checkpointer = new InMemoryCheckpointer();
        return new(new RunStoreSubject(new InMemoryRunStore(checkpointer, time), checkpointer, time));
    }

    protected override Stores.IStore OpenStore(ICheckpointer checkpointer) => new Stores.InMemoryStore((InMemoryCheckpointer)checkpointer, TimeProvider.System);
}
