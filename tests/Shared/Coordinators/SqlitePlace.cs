using GraphRuntime.Sqlite;
using GraphRuntime.Testing;

namespace GraphRuntime.TestSupport;

/// <summary>Threads in a file.</summary>
internal sealed class SqlitePlace : StorePlace
{
    private readonly string _folder = Directory.CreateTempSubdirectory("graphruntime-").FullName;

    public override ValueTask<TestStores> OpenAsync(VirtualTimeProvider time)
    {
        var storage = Keep(SqliteStorage.Open(new SqliteStorageOptions { ConnectionString = $"Data Source={Path.Combine(_folder, "threads.db")}" }, time));
        return new(new TestStores(storage.RunStore, storage.Checkpointer, storage.Store, time));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
