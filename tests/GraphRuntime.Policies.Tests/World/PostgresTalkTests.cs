using GraphRuntime.Postgres;
using GraphRuntime.PostgresFixture;
using GraphRuntime.Testing;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

[NeedsPostgres]
public sealed class PostgresTalkTests : TalkTests
{
    private readonly Stack<IAsyncDisposable> _open = new();
    private Stores.IStore? _store;

    protected override async ValueTask<RunStoreSubject> OpenAsync(VirtualTimeProvider time)
    {
        var schema = await PostgresSchema.CreateAsync();
        _open.Push(schema);
        var storage = new PostgresStorage(new PostgresStorageOptions { ConnectionString = schema.ConnectionString, Schema = schema.Name }, time);
        _open.Push(storage);
        _store = storage.Store;
        return new RunStoreSubject(storage.RunStore, storage.Checkpointer, time);
    }

    protected override Stores.IStore OpenStore(Checkpointing.ICheckpointer checkpointer) => _store!;

    protected override async ValueTask CloseAsync()
    {
        while (_open.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }
    }
}
