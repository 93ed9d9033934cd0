using GraphRuntime.Postgres;
using GraphRuntime.PostgresFixture;
using GraphRuntime.Testing;

namespace GraphRuntime.Threads.Tests;

[NeedsPostgres]
public sealed class PostgresCoordinatorTests : CoordinatorTests
{
    protected override async ValueTask<RunStoreSubject> OpenAsync(VirtualTimeProvider time)
    {
        var schema = Keep(await PostgresSchema.CreateAsync());
        var storage = Keep(new PostgresStorage(new PostgresStorageOptions { ConnectionString = schema.ConnectionString, Schema = schema.Name }, time));
        return new RunStoreSubject(storage.RunStore, storage.Checkpointer, time);
    }
}
