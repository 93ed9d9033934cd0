using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Testing.Tests;

/// <summary>What a consumer tests with faults: that an application bears them.</summary>
public sealed class FaultyApplicationTests
{
    [Fact]
    public async Task A_commit_that_failed_is_made_again_by_the_next_call()
    {
        var faults = new StoreFaults();
        var test = new GraphTest<OrderState>(Orders.Build(), new() { Checkpointer = faults.Wrap(new InMemoryCheckpointer()) });
        await test.RunToAsync("pay", Orders.Of(50));

        faults.Add(StoreFault.BeforeWrite() with { Where = call => call.Method == nameof(ICheckpointer.PutAsync) });
        await test.Invoking(t => t.RunAsync(GraphInput.Resume)).Should().ThrowAsync<StorageException>();
        await test.RunAsync(GraphInput.Resume);

        test.State.Log.Should().Equal("checked 50", "paid", "sent");
    }

    [Fact]
    public async Task A_coordinator_bears_a_store_that_fails_after_it_did_its_work()
    {
        var checkpointer = new InMemoryCheckpointer();
        var faults = new StoreFaults().Add(StoreFault.AfterWrite() with { Where = call => call.Method == nameof(IRunStore.SettleAsync) });
        var services = new ServiceCollection()
            .AddSingleton<ICheckpointer>(checkpointer)
            .AddSingleton(faults.Wrap(new InMemoryRunStore(checkpointer, TimeProvider.System)));
        services.AddGraphRuntime(options => options.PollInterval = TimeSpan.FromMilliseconds(20)).AddGraph<OrderState>(
            "orders", graph => graph.AddNode("pay", _ => new OrderState.Update { Log = ["paid"] }).AddEdge(Graph.Start, "pay"));
        await using var provider = services.BuildServiceProvider();
        var coordinator = provider.GetRequiredService<ThreadRunCoordinator>();
        await coordinator.StartAsync();

        var run = await coordinator.CreateRunAsync("t1", "orders", Orders.Of(50));
        var end = await run.JoinAsync();

        end.Status.Should().Be(RunStatus.Success);
        faults.Calls.Where(call => call.Method == nameof(IRunStore.SettleAsync)).Should().NotBeEmpty();
        var state = (StateSnapshot<OrderState>)await coordinator.GetStateAsync("t1");
        state.State.Log.Should().Equal("paid");
    }
}
