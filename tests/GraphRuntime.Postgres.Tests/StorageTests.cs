using Microsoft.Extensions.DependencyInjection;
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

    [PostgresTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_container_is_disposed_synchronously(bool started)
    {
        var services = new ServiceCollection();
        services.AddGraphRuntime().AddPostgres(Schema.Options());
        var provider = services.BuildServiceProvider();
        var coordinator = provider.GetRequiredService<ThreadRunCoordinator>();
        await (started ? coordinator.StartAsync() : Task.CompletedTask);
        await coordinator.CreateThreadAsync();

#pragma warning disable CA1849 // That is what is tested.
        provider.Dispose();
#pragma warning restore CA1849

        coordinator.Health.Started.Should().BeFalse();
    }
}
