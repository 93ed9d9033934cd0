using GraphRuntime.Sqlite;
using GraphRuntime.Testing;

namespace GraphRuntime.Threads.Tests;

public sealed class SqliteCoordinatorTests : CoordinatorTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("graphruntime-").FullName;

    protected override ValueTask<RunStoreSubject> OpenAsync(VirtualTimeProvider time)
    {
        var options = new SqliteStorageOptions { ConnectionString = $"Data Source={Path.Combine(_directory, "threads.db")}" };
        var storage = Keep(SqliteStorage.Open(options, time));
        return new(new RunStoreSubject(storage.RunStore, storage.Checkpointer, time));
    }

    protected override void Close() => Directory.Delete(_directory, recursive: true);
}
