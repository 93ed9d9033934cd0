using GraphRuntime.Sqlite;
using GraphRuntime.Testing;

namespace GraphRuntime.Threads.Tests;

public sealed class SqliteCoordinatorTests : CoordinatorTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("graphruntime-").FullName;
    private SqliteStorage? _storage;

    protected override ValueTask<RunStoreSubject> OpenAsync(VirtualTimeProvider time)
    {
        _storage = SqliteStorage.Open(new SqliteStorageOptions { ConnectionString = $"Data Source={Path.Combine(_directory, "threads.db")}" }, time);
        return new(new RunStoreSubject(_storage.RunStore, _storage.Checkpointer, time));
    }

    protected override async ValueTask CloseAsync()
    {
        await _storage!.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
