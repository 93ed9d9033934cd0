using GraphRuntime.Checkpointing;
using GraphRuntime.Testing;
using GraphRuntime.Tests.Breakpoints;

namespace GraphRuntime.Tests.Execution;

public sealed class SiblingTests
{
    [Theory]
    [InlineData(DurabilityMode.Sync)]
    [InlineData(DurabilityMode.Async)]
    [InlineData(DurabilityMode.Exit)]
    public async Task Finished_sends_are_not_run_again_when_their_sibling_is_answered(DurabilityMode durability)
    {
        var runs = 0;
        var graph = StateGraph.Create<TrailState>("sends")
            .AddNode<int>("worker", (i, _) =>
            {
                Interlocked.Increment(ref runs);
                return new(new TrailState.Update { Trail = [$"w{i}"] });
            })
            .AddNode("ask", (_, ctx) => new TrailState.Update { Trail = [ctx.Interrupt<string>("?")] })
            .AddConditionalEdges(Graph.Start, _ => [Send.To("worker", 0), Send.To("worker", 1), Send.To("worker", 2), "ask"])
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        var config = new RunConfig { Durability = durability };

        (await graph.InvokeAsync(new TrailState.Update { Input = "x" }, "t", config)).IsPaused.Should().BeTrue();
        var done = await graph.InvokeAsync(GraphInput.Answer("yes"), "t", config);

        done.State.Trail.Should().Equal("yes", "w0", "w1", "w2");
        runs.Should().Be(3);
    }

    [Fact]
    public async Task Finished_sends_are_not_run_again_when_a_subgraph_beside_them_is_answered()
    {
        var runs = 0;
        var child = StateGraph.Create<TrailState>("child")
            .AddNode("first", _ => new TrailState.Update { Trail = ["first"] })
            .AddNode("ask", (_, ctx) => new TrailState.Update { Trail = [ctx.Interrupt<string>("?")] })
            .AddEdge(Graph.Start, "first")
            .AddEdge("first", "ask")
            .Compile();
        var graph = StateGraph.Create<TrailState>("sends")
            .AddNode<int>("worker", (i, _) =>
            {
                Interlocked.Increment(ref runs);
                return new(new TrailState.Update { Trail = [$"w{i}"] });
            })
            .AddSubgraph("sub", child)
            .AddConditionalEdges(Graph.Start, _ => [Send.To("worker", 0), Send.To("worker", 1), Send.To("worker", 2), "sub"])
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        var config = new RunConfig { Durability = DurabilityMode.Async };

        (await graph.InvokeAsync(new TrailState.Update { Input = "x" }, "t", config)).IsPaused.Should().BeTrue();
        runs.Should().Be(3);
        var state = await graph.GetStateAsync("t");
        state.Next.Should().Equal("sub");
        var done = await graph.InvokeAsync(GraphInput.Answer("yes"), "t", config);

        done.State.Trail.Should().Equal("first", "yes", "w0", "w1", "w2");
        runs.Should().Be(3);
    }

    [Fact]
    public async Task No_node_runs_on_after_a_call_that_ends_because_its_store_failed()
    {
        var (begun, ended) = (new Gate(), false);
        var graph = StateGraph.Create<TrailState>("siblings")
            .AddNode("early", async (_, _) =>
            {
                await begun.Reached;
                return new TrailState.Update { Trail = ["early"] };
            })
            .AddNode("late", async (_, context) =>
            {
                try
                {
                    await begun.PassAsync(context.CancellationToken);
                }
                finally
                {
                    ended = true;
                }

                return new TrailState.Update { Trail = ["late"] };
            })
            .AddEdge(Graph.Start, "early")
            .AddEdge(Graph.Start, "late")
            .Compile(new() { Checkpointer = new StoreFaults().Add(new StoreFault { Where = static call => call.Method == "PutWritesAsync" }).Wrap(new InMemoryCheckpointer()) });

        await FluentActions.Awaiting(() => graph.InvokeAsync(new TrailState.Update { Input = "x" }, "t").AsTask()).Should().ThrowAsync<StorageException>();

        ended.Should().BeTrue("the call cancels the node that still runs, and waits for it");
    }
}
