using GraphRuntime.Checkpointing;
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
}
