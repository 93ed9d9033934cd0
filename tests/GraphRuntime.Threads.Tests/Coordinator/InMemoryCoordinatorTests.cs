using GraphRuntime.Checkpointing;
using GraphRuntime.Testing;

namespace GraphRuntime.Threads.Tests;

public sealed class InMemoryCoordinatorTests : CoordinatorTests
{
    protected override ValueTask<RunStoreSubject> OpenAsync(VirtualTimeProvider time)
    {
        var checkpointer = new InMemoryCheckpointer();
        return new(new RunStoreSubject(new InMemoryRunStore(checkpointer, time), checkpointer, time));
    }
}
