using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Breakpoints;

namespace GraphRuntime.Tests.Execution;

public sealed class DurabilityTests
{
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
}
