using GraphRuntime.Stores;

namespace GraphRuntime.Postgres.Tests;

/// <summary>Rows that somebody damaged.</summary>
public sealed class CorruptionTests(PostgresSchema schema) : CheckpointerTest(schema)
{
    [PostgresTheory]
    [InlineData("UPDATE {schema}.log_piece SET bytes = substring(bytes FROM 1 FOR 2)")]
    [InlineData("DELETE FROM {schema}.log_piece")]
    [InlineData("UPDATE {schema}.log_piece SET start = start + 1")]
    [InlineData("UPDATE {schema}.checkpoint SET value_channels = '{}', value_bytes = '{}'")]
    [InlineData("UPDATE {schema}.checkpoint SET ref_versions = '{77,77}'")]
    public async Task A_damaged_row_is_a_named_error_and_other_threads_go_on(string damage)
    {
        await using var own = await PostgresSchema.CreateAsync();
        await using var store = new PostgresCheckpointer(own.Options());
        await new Line(store, ThreadId).PutAsync("one");
        await own.ExecuteAsync(damage);

        var read = await FluentActions.Awaiting(() => store.ReadAsync(new CheckpointAddress(ThreadId, ""), null, default).AsTask()).Should().ThrowAsync<CheckpointCorruptedException>();
        read.Which.ThreadId.Should().Be(ThreadId);
        read.Which.Message.Should().Contain("restore");
        await FluentActions.Awaiting(async () => await new Line(store, ThreadId).ListAsync()).Should().ThrowAsync<CheckpointCorruptedException>();
        var other = new Line(store, ThreadId + " other");
        await other.PutAsync("two");
        (await other.ReadAsync()).Should().NotBeNull();
    }

    [PostgresFact]
    public async Task A_damaged_item_of_long_term_memory_is_a_named_error()
    {
        await using var own = await PostgresSchema.CreateAsync();
        await using var storage = new PostgresStorage(own.Options());
        await storage.Store.PutAsync(["a"], "k", """{"secret":1}"""u8.ToArray());
        await own.ExecuteAsync("UPDATE {schema}.item SET vectors = '\\xffffffff'");

        var search = async () => await storage.Store.SearchAsync(new StoreQuery { Vector = new float[] { 1 } }, default);
        var failure = await search.Should().ThrowAsync<StorageException>();
        failure.Which.Problem.Should().Be(StorageProblem.Corrupted);
        failure.Which.ToString().Should().NotContain("secret");
    }
}
