using GraphRuntime.Checkpointing;
using GraphRuntime.Sqlite.Database;
using GraphRuntime.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Sqlite.Tests;

public sealed class StoreTests : IDisposable
{
    private readonly TestDatabase _place = TestDatabase.File();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task C_8_what_one_process_remembers_the_next_one_knows()
    {
        using (var first = SqliteStorage.Open(_place.ConnectionString))
        {
            await first.Store.PutAsync(["users", "ada"], "name", """{"is":"Ada"}"""u8.ToArray());
        }

        var item = await _place.OpenStorage().Store.GetAsync(["users", "ada"], "name");
        item!.Value.ToArray().Should().Equal("""{"is":"Ada"}"""u8.ToArray());
    }

    [Theory]
    [InlineData("UPDATE gr_store SET ns = x'61'")]
    [InlineData("UPDATE gr_store SET key = ''")]
    [InlineData("UPDATE gr_store SET created = -1")]
    [InlineData("UPDATE gr_store SET value = x'7b'")]
    [InlineData("UPDATE gr_store SET vectors = x'ffffffff'")]
    public async Task A_damaged_row_is_a_named_error(string damage)
    {
        var store = _place.OpenStorage().Store;
        await store.PutAsync(["a"], "k", """{"secret":1}"""u8.ToArray());
        _place.Session().Run(damage);

        var search = async () => await store.SearchAsync(new StoreQuery { Filters = [new StoreFilter("f", StoreComparison.NotEqual, 1)], Vector = new float[] { 1 } }, default);
        var list = async () => await store.SearchAsync(new StoreQuery { Filters = [new StoreFilter("f", StoreComparison.NotEqual, 1)] }, default);

        var read = damage.Contains("vectors", StringComparison.Ordinal) ? search : list;
        (await read.Should().ThrowAsync<StorageException>()).Which.Problem.Should().Be(StorageProblem.Corrupted);
    }

    [Fact]
    public async Task DT_19_nodes_of_a_second_run_read_and_update_what_the_first_run_remembered()
    {
        await using var services = Services(async context =>
        {
            var known = await context.Store.GetAsync(["visits"], "count");
            await context.Store.PutAsync(["visits"], "count", known is null ? """{"n":1}"""u8.ToArray() : """{"n":2}"""u8.ToArray());
        });
        var graph = services.GetRequiredKeyedService<CompiledGraph<GreetingState>>("remember");
        await graph.InvokeAsync(new GreetingState.Update { Messages = ["hi"] }, "t1");
        await graph.InvokeAsync(new GreetingState.Update { Messages = ["again"] }, "t2");

        var item = await services.GetRequiredService<IStore>().GetAsync(["visits"], "count");
        item!.Value.ToArray().Should().Equal("""{"n":2}"""u8.ToArray());
    }

    [Fact]
    public async Task A_node_whose_run_lost_its_thread_can_no_longer_write()
    {
        Exception? refused = null;
        await using var services = Services(async context =>
        {
            await context.Store.PutAsync(["notes"], "before", "{}"u8.ToArray());
            await context.Services.GetRequiredService<ICheckpointer>().AcquireAsync(context.ThreadId!, default);
            refused = await Record.ExceptionAsync(() => context.Store.PutAsync(["notes"], "after", "{}"u8.ToArray()).AsTask());
        });
        var graph = services.GetRequiredKeyedService<CompiledGraph<GreetingState>>("remember");
        var run = async () => await graph.InvokeAsync(new GreetingState.Update { Messages = ["hi"] }, "t1");

        await run.Should().ThrowAsync<StaleEpochException>();
        refused.Should().BeOfType<StaleEpochException>();
        (await services.GetRequiredService<IStore>().SearchAsync(new StoreQuery { Prefix = ["notes"] }, default)).Select(item => item.Key.Key).Should().Equal("before");
    }

    private ServiceProvider Services(Func<NodeContext, Task> remember)
    {
        var services = new ServiceCollection();
        services.AddGraphRuntime()
            .AddSqlite(_place.ConnectionString)
            .AddGraph<GreetingState>("remember", g => g
                .AddNode("node", async (state, context) =>
                {
                    await remember(context);
                    return new GreetingState.Update { Messages = ["done"] };
                })
                .AddEdge(Graph.Start, "node"));
        return services.BuildServiceProvider();
    }
}
