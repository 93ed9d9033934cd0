using GraphRuntime.Checkpointing;
using GraphRuntime.Testing;
using GraphRuntime.Tests.Breakpoints;

namespace GraphRuntime.Tests.Execution;

public sealed class DurabilityTests
{
    private static readonly string[] s_turn = ["hi", "work", "one", "two"];

    [Theory]
    [InlineData(DurabilityMode.Sync)]
    [InlineData(DurabilityMode.Async)]
    [InlineData(DurabilityMode.Exit)]
    public async Task Writes_that_do_not_fit_together_never_reach_the_stored_state(DurabilityMode durability)
    {
        var graph = StateGraph.Create<TrailState>("conflict")
            .AddNode("a", _ => new TrailState.Update { Trail = ["a"], Input = "from a" })
            .AddNode("b", _ => new TrailState.Update { Trail = ["b"], Input = "from b" })
            .AddEdge(Graph.Start, "a")
            .AddEdge(Graph.Start, "b")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

        var run = async () => await graph.InvokeAsync(new TrailState.Update { Input = "x" }, "t", new() { Durability = durability });

        (await run.Should().ThrowAsync<InvalidUpdateException>()).Which.Channel.Should().Be("Input");
        var stored = await graph.GetHistoryAsync("t").FirstAsync();
        stored.State.Trail.Should().BeEmpty();
        stored.State.Input.Should().Be("x");
        stored.Next.Should().Equal("a", "b");
    }

    [Theory]
    [InlineData(DurabilityMode.Sync, 5)]
    [InlineData(DurabilityMode.Async, 5)]
    [InlineData(DurabilityMode.Exit, 1)]
    public async Task Every_mode_ends_with_the_same_state_and_its_own_number_of_checkpoints(DurabilityMode durability, int checkpoints)
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());

        await graph.InvokeAsync(new TrailState.Update { Input = "x" }, "t", new() { Durability = durability });

        (await graph.GetStateAsync("t")).State.Trail.Should().Equal("a", "b", "c");
        (await graph.GetHistoryAsync("t").CountAsync()).Should().Be(checkpoints);
    }

    [Theory]
    [InlineData(DurabilityMode.Sync, SubgraphPersistence.Inherit)]
    [InlineData(DurabilityMode.Async, SubgraphPersistence.Inherit)]
    [InlineData(DurabilityMode.Exit, SubgraphPersistence.Inherit)]
    [InlineData(DurabilityMode.Sync, SubgraphPersistence.OwnMemory)]
    [InlineData(DurabilityMode.Async, SubgraphPersistence.OwnMemory)]
    [InlineData(DurabilityMode.Exit, SubgraphPersistence.OwnMemory)]
    public async Task A_subgraph_that_paused_hands_back_what_all_of_its_nodes_wrote(DurabilityMode durability, SubgraphPersistence persistence)
    {
        var config = new RunConfig { Durability = durability };
        var graph = Nested(TrailGraphs.Stored().Checkpointer!, persistence);

        for (var turn = 1; turn <= 2; turn++)
        {
            await graph.InvokeAsync(new TrailState.Update { Trail = ["hi"] }, "t", config);
            await graph.InvokeAsync(GraphInput.Answer("one"), "t", config);
            await graph.InvokeAsync(GraphInput.Answer("two"), "t", config);
            (await graph.GetStateAsync("t")).State.Trail.Should().Equal(Enumerable.Repeat(s_turn, turn).SelectMany(trail => trail));
        }
    }

    [Fact]
    public async Task Asynchronously_a_subgraph_stores_nothing_before_the_checkpoint_that_it_was_called_from()
    {
        var (gate, faults) = (new Gate(), new StoreFaults());
        faults.Add(StoreFault.Hold(gate));
        var graph = Nested(faults.Wrap(new InMemoryCheckpointer()), SubgraphPersistence.Inherit);

        var running = graph.InvokeAsync(new TrailState.Update { Trail = ["hi"] }, "t", new() { Durability = DurabilityMode.Async }).AsTask();

        faults.Calls.Count(call => call.IsWrite).Should().Be(1, "everything up to here goes on at once");
        gate.Open();
        (await running).IsPaused.Should().BeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Asynchronously_no_write_fails_unseen_also_in_a_subgraph(int write)
    {
        var faults = new StoreFaults().Add(StoreFault.BeforeWrite(write));
        var child = TrailGraphs.Abc().Compile();
        var graph = StateGraph.Create<TrailState>("outer").AddSubgraph("inner", child).AddEdge(Graph.Start, "inner")
            .Compile(new() { Checkpointer = faults.Wrap(new InMemoryCheckpointer()) });

        var run = async () => await graph.InvokeAsync(new TrailState.Update { Input = "x" }, "t", new() { Durability = DurabilityMode.Async });

        await run.Should().ThrowAsync<StorageException>();
    }

    [Fact]
    public async Task A_cancelled_run_keeps_what_was_committed()
    {
        using var stop = new CancellationTokenSource();
        var graph = StateGraph.Create<TrailState>("cancel")
            .AddNode("a", _ => new TrailState.Update { Trail = ["a"] })
            .AddNode("b", async (_, ctx) =>
            {
                await stop.CancelAsync();
                ctx.CancellationToken.ThrowIfCancellationRequested();
                return new TrailState.Update { Trail = ["b"] };
            })
            .AddEdge(Graph.Start, "a")
            .AddEdge("a", "b")
            .Compile(TrailGraphs.Stored());

        var run = async () => await graph.InvokeAsync(new TrailState.Update { Input = "x" }, "t", cancellationToken: stop.Token);

        await run.Should().ThrowAsync<OperationCanceledException>();
        var state = await graph.GetStateAsync("t");
        state.State.Trail.Should().Equal("a");
        state.Next.Should().Equal("b");
    }

    [Fact]
    public async Task Changing_an_object_that_was_handed_over_does_not_change_the_stored_state()
    {
        var list = new List<string> { "one" };
        var graph = StateGraph.Create<ListState>("isolation")
            .AddNode("a", _ => new ListState.Update { Items = list })
            .AddEdge(Graph.Start, "a")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        await graph.InvokeAsync(new ListState.Update { Name = "x" }, "t");

        list[0] = "changed";

        (await graph.GetStateAsync("t")).State.Items.Should().Equal("one");
    }

    /// <summary>A subgraph that works, asks, and asks again.</summary>
    private static CompiledGraph<TrailState> Nested(ICheckpointer checkpointer, SubgraphPersistence persistence)
    {
        var inner = StateGraph.Create<TrailState>("inner")
            .AddNode("work", _ => new TrailState.Update { Trail = ["work"] })
            .AddNode("ask", (_, ctx) => new TrailState.Update { Trail = [ctx.Interrupt<string>("?")] })
            .AddNode("again", (_, ctx) => new TrailState.Update { Trail = [ctx.Interrupt<string>("?")] })
            .AddEdge(Graph.Start, "work")
            .AddEdge("work", "ask")
            .AddEdge("ask", "again")
            .Compile(new() { Persistence = persistence });
        return StateGraph.Create<TrailState>("outer").AddSubgraph("inner", inner).AddEdge(Graph.Start, "inner").Compile(new() { Checkpointer = checkpointer });
    }
}
