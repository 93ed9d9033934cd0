namespace GraphRuntime.Postgres.Tests;

public sealed class MigrationTests
{
    [PostgresFact]
    public async Task G_35_sixteen_instances_that_start_at_once_migrate_once()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        var gate = new TaskCompletionSource();
        var stores = Enumerable.Range(0, 16).Select(_ => new PostgresCheckpointer(schema.Options())).ToList();
        var first = stores.Select(async store =>
        {
            await gate.Task;
            return await store.AcquireAsync("thread", default);
        }).ToList();
        gate.SetResult();

        (await Task.WhenAll(first)).Should().BeEquivalentTo(Enumerable.Range(1, 16));
        (await schema.ExecuteAsync("SELECT version FROM {schema}.schema_version")).Should().Be(SchemaRoom.All[0].Version);
    }

    [PostgresFact]
    public async Task A_migration_may_run_twice()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        await using var database = new PostgresDatabase(schema.Options());
        await database.MigrateAsync();
        await database.MigrateAsync();
        await using var store = new PostgresCheckpointer(database);
        (await store.AcquireAsync("thread", default)).Should().Be(1);
    }

    [PostgresFact]
    public async Task A_schema_of_a_newer_library_is_refused_unless_it_says_that_this_one_may_go_on()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        await using var database = new PostgresDatabase(schema.Options());
        await database.MigrateAsync();
        await schema.ExecuteAsync("UPDATE {schema}.schema_version SET version = 99");
        await using (var store = new PostgresCheckpointer(schema.Options()))
        {
            (await store.AcquireAsync("thread", default)).Should().Be(1);
        }

        await schema.ExecuteAsync("UPDATE {schema}.schema_version SET oldest_reader = 99");
        await using var refused = new PostgresCheckpointer(schema.Options());
        var failure = await FluentActions.Awaiting(() => refused.AcquireAsync("thread", default).AsTask()).Should().ThrowAsync<StorageException>();
        failure.Which.Problem.Should().Be(StorageProblem.NewerSchema);
    }

    [PostgresFact]
    public async Task Where_migration_on_first_use_is_off_a_missing_schema_is_an_error()
    {
        await using var schema = await PostgresSchema.CreateAsync();
        await using var store = new PostgresCheckpointer(schema.Options() with { MigrateOnFirstUse = false });
        var failure = await FluentActions.Awaiting(() => store.AcquireAsync("thread", default).AsTask()).Should().ThrowAsync<StorageException>();
        failure.Which.Message.Should().Contain("MigrateAsync");
        (await schema.ExecuteAsync("SELECT 1 FROM pg_namespace WHERE nspname = '{schema}'")).Should().BeNull();
    }
}
