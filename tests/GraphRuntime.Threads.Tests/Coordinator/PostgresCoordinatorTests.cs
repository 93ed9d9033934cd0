using GraphRuntime.Postgres;
using GraphRuntime.PostgresFixture;
using GraphRuntime.Testing;

namespace GraphRuntime.Threads.Tests;

[NeedsPostgres]
public sealed class PostgresCoordinatorTests : CoordinatorTests
{
    /// <summary>A thousand with GRAPHRUNTIME_SCALE=1; otherwise as many as a build has time for.</summary>
    protected override int ManyThreads => Environment.GetEnvironmentVariable("GRAPHRUNTIME_SCALE") is { Length: > 0 } ? 1000 : 300;

    protected override async ValueTask<RunStoreSubject> OpenAsync(VirtualTimeProvider time)
    {
        var schema = Keep(await PostgresSchema.CreateAsync());
        var storage = Keep(new PostgresStorage(new PostgresStorageOptions { ConnectionString = schema.ConnectionString, Schema = schema.Name }, time));
        return new RunStoreSubject(storage.RunStore, storage.Checkpointer, time);
    }
}
