using GraphRuntime.Testing;
using GraphRuntime.Testing.Xunit;

namespace GraphRuntime.Sqlite.Tests;

public sealed class FileStoreConformanceTests : StoreConformanceTests
{
    private readonly TestDatabase _place = TestDatabase.File();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _place.Dispose();
    }

    protected override ValueTask<StoreSubject> OpenAsync()
    {
        var storage = _place.OpenStorage(Time);
        return new(new StoreSubject(storage.Store, storage.Checkpointer, Time));
    }
}
