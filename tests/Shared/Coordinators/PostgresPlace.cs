using GraphRuntime.Postgres;
using GraphRuntime.PostgresFixture;
using GraphRuntime.Testing;

namespace GraphRuntime.TestSupport;

/// <summary>Threads in a schema of PostgreSQL.</summary>
internal sealed class PostgresPlace : StorePlace
{
    public override async ValueTask<TestStores> OpenAsync(VirtualTimeProvider time)
    {
        var schema = Keep(await PostgresSchema.CreateAsync());
        var storage = Keep(new PostgresStorage(schema.Options(), time));
        return new TestStores(storage.RunStore, storage.Checkpointer, storage.Store, time);
    }
}
