using GraphRuntime.Testing;
using GraphRuntime.Testing.Xunit;

namespace GraphRuntime.Sqlite.Tests;

public sealed class FileRunStoreConformanceTests : RunStoreConformanceTests
{
    private readonly TestDatabase _place = TestDatabase.File();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _place.Dispose();
    }

    protected override ValueTask<RunStoreSubject> OpenAsync()
    {
        var storage = _place.OpenStorage(Time);
        return new(new RunStoreSubject(storage.RunStore, storage.Checkpointer, Time));
    }
}
