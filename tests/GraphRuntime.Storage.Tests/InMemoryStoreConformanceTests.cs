using GraphRuntime.Checkpointing;
using GraphRuntime.Stores;
using GraphRuntime.Testing;
using GraphRuntime.Testing.Xunit;

namespace GraphRuntime.Storage.Tests;

public sealed class InMemoryStoreConformanceTests : StoreConformanceTests
{
    private readonly StoreSubject _subject;

    public InMemoryStoreConformanceTests()
    {
        var checkpointer = new InMemoryCheckpointer();
        _subject = new StoreSubject(new InMemoryStore(checkpointer, Time), checkpointer, Time);
    }

    protected override ValueTask<StoreSubject> OpenAsync() => new(_subject);
}
