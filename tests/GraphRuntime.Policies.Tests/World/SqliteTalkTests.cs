using GraphRuntime.Sqlite;
using GraphRuntime.Testing;

namespace GraphRuntime.Policies.Tests;

public sealed class SqliteTalkTests : TalkTests
{
    private SqliteStorage? _storage;

    protected override ValueTask<RunStoreSubject> OpenAsync(VirtualTimeProvider time)
    {
        _storage = SqliteStorage.Open(new SqliteStorageOptions { ConnectionString = $"Data Source=talk-{Guid.NewGuid():N};Mode=Memory;Cache=Shared" }, time);
        return new(new RunStoreSubject(_storage.RunStore, _storage.Checkpointer, time));
    }

    protected override Stores.IStore OpenStore(Checkpointing.ICheckpointer checkpointer) => _storage!.Store;

    protected override async ValueTask CloseAsync() => await _storage!.DisposeAsync();
}
