namespace GraphRuntime.Postgres.Tests;

public sealed class StorageTests(PostgresSchema schema) : PostgresTest(schema)
{
    [PostgresFact]
    public async Task A_storage_may_be_disposed_twice_and_after_its_parts()
    {
        var storage = new PostgresStorage(Schema.Options());
        using var subscription = storage.RunStore.Subscribe(static _ => { });

        await ((IAsyncDisposable)storage.RunStore).DisposeAsync();
        await storage.DisposeAsync();
        await storage.DisposeAsync();
    }
}
