using GraphRuntime.Checkpointing;
using GraphRuntime.Testing;
using GraphRuntime.Testing.Xunit;

namespace GraphRuntime.Threads.Tests;

public sealed class InMemoryRunStoreConformanceTests : RunStoreConformanceTests
{
    private readonly InMemoryCheckpointer _checkpointer = new();
    private InMemoryRunStore? _store;

    protected override ValueTask<RunStoreSubject> OpenAsync() =>
        new(new RunStoreSubject(_store ??= new InMemoryRunStore(_checkpointer, Time), _checkpointer, Time));
}
