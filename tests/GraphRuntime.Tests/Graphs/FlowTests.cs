using GraphRuntime.Tests.Breakpoints;

namespace GraphRuntime.Tests.Graphs;

public sealed class FlowTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    private enum Mood
    {
        Good,
        Bad,
    }

    [Fact]
    public async Task Nodes_are_asynchronous_synchronous_or_need_the_state_only()
    {
        var graph = StateGraph.Create<TrailState>("kinds")
            .AddNode("async", async (s, ctx) =>
            {
                await Task.Yield();
                return Left($"{ctx.NodeName} {s.Input}");
            })
            .AddNode("sync", (s, ctx) => Left($"{ctx.NodeName} {s.Input}"))
            .AddNode("state", s => Left($"state {s.Input}"))
            .AddNode("nothing", _ => NodeResult<TrailState>.None)
            .AddEdge(Graph.Start, "async")
            .AddEdge("async", "sync")
            .AddEdge("sync", "state")
            .AddEdge("state", "nothing")
            .Compile();

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("async hi", "sync hi", "state hi");
    }

    [Theory]
    [InlineData("yes", "good")]
    [InlineData("no", "bad")]
    public async Task An_enum_chooses_the_way(string input, string way)
    {
        var graph = StateGraph.Create<TrailState>("mood")
            .AddNode("good", _ => Left("good"))
            .AddNode("bad", _ => Left("bad"))
            .AddConditionalEdges(Graph.Start, s => s.Input == "yes" ? Mood.Good : Mood.Bad, new Dictionary<Mood, string> { [Mood.Good] = "good", [Mood.Bad] = "bad" })
            .Compile();

        (await graph.InvokeAsync(new TrailState.Update { Input = input })).State.Trail.Should().Equal(way);
    }

    [Fact]
    public async Task A_conditional_edge_may_take_its_time_and_go_several_ways()
    {
        var graph = StateGraph.Create<TrailState>("ways")
            .AddNode("a", _ => Left("a"))
            .AddNode("b", _ => Left("b"))
            .AddConditionalEdges(Graph.Start, async (_, token) =>
            {
                await Task.Yield();
                token.ThrowIfCancellationRequested();
                return ["b", "a"];
            })
            .Compile();

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("a", "b");
    }

    [Fact]
    public async Task A_join_waits_for_all_its_sources_in_whichever_supersteps_they_finish()
    {
        var graph = StateGraph.Create<TrailState>("join")
            .AddNode("short", _ => Left("short"))
            .AddNode("long_1", _ => Left("long_1"))
            .AddNode("long_2", _ => Left("long_2"))
            .AddNode("after", s => Left($"after {s.Trail.Length}"))
            .AddEdge(Graph.Start, "short")
            .AddEdge(Graph.Start, "long_1")
            .AddEdge("long_1", "long_2")
            .AddEdge(["short", "long_2"], "after")
            .Compile();

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("long_1", "short", "long_2", "after 3");
    }

    [Fact]
    public async Task A_deferred_node_waits_until_nothing_else_is_left()
    {
        var graph = StateGraph.Create<TrailState>("defer")
            .AddNode("begin", _ => Left("begin"))
            .AddNode("last", s => Left($"last after {s.Trail.Length}"), new() { Defer = true })
            .AddNode("one", _ => Left("one"))
            .AddNode("two", _ => Left("two"))
            .AddEdge(Graph.Start, "begin")
            .AddEdge("begin", "last")
            .AddEdge("begin", "one")
            .AddEdge("one", "two")
            .AddEdge("two", "last")
            .Compile();

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("begin", "one", "two", "last after 3");
    }

    [Fact]
    public async Task Sends_map_a_node_over_typed_arguments_and_their_writes_come_in_their_order()
    {
        var graph = StateGraph.Create<TrailState>("map")
            .AddNode<(int Place, string Text)>("worker", async (part, ctx) =>
            {
                await Task.Yield();
                return Left($"{ctx.TaskId} {part.Place} {part.Text}");
            })
            .AddNode("reduce", s => Left($"{s.Trail.Length} parts"))
            .AddConditionalEdges(Graph.Start, s => s.Input!.Select((c, i) => Send.To("worker", (i, $"{c}"))).ToArray())
            .AddEdge("worker", "reduce")
            .Compile();

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("worker#0 0 h", "worker#1 1 i", "2 parts");
    }

    [Fact]
    public async Task A_command_updates_and_goes_in_addition_to_the_edges()
    {
        var graph = StateGraph.Create<TrailState>("command")
            .AddNode("a", _ => new Command<TrailState> { Update = new TrailState.Update { Trail = ["a"] }, Goto = ["b", Graph.End] })
            .AddNode("b", _ => Left("b"))
            .AddNode("c", _ => Left("c"))
            .AddEdge(Graph.Start, "a")
            .AddEdge("a", "c")
            .Compile();

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("a", "b", "c");
    }

    [Fact]
    public async Task A_command_for_the_parent_takes_the_place_of_the_subgraphs_node()
    {
        var child = StateGraph.Create<TrailState>("child")
            .AddNode("leave", _ => NodeResult<TrailState>.ToParent(new ParentCommand<TrailState> { Update = new TrailState.Update { Trail = ["from below"] }, Goto = "other" }))
            .AddNode("never", _ => Left("never"))
            .AddEdge(Graph.Start, "leave")
            .AddEdge("leave", "never")
            .Compile();
        var graph = StateGraph.Create<TrailState>("parent")
            .AddSubgraph("sub", child)
            .AddNode("other", _ => Left("other"))
            .AddEdge(Graph.Start, "sub")
            .Compile();

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("from below", "other");
    }

    [Fact]
    public async Task A_subgraph_with_another_state_is_mapped_in_and_out()
    {
        var child = StateGraph.Create<ApiState>("child").AddNode("n", s => new ApiState.Update { Draft = s.Draft + "!" }).AddEdge(Graph.Start, "n").Compile();
        var graph = StateGraph.Create<TrailState>("parent")
            .AddSubgraph("sub", child, s => new ApiState.Update { Draft = s.Input }, s => new TrailState.Update { Trail = [s.Draft!] })
            .AddEdge(Graph.Start, "sub")
            .Compile();

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("hi!");
    }

    [Fact]
    public async Task Input_and_output_are_restricted_to_their_channels()
    {
        var graph = StateGraph.Create<TrailState>("schemas")
            .AddNode("a", s => Left($"{s.Trail.Length} {s.Input}"))
            .AddEdge(Graph.Start, "a")
            .WithInput("Input")
            .WithOutput("Trail")
            .Compile();

        var state = (await graph.InvokeAsync(new TrailState.Update { Input = "hi", Trail = ["dropped"] })).State;

        state.Trail.Should().Equal("0 hi");
        state.Input.Should().BeNull();
    }

    [Fact]
    public async Task A_node_sees_the_channels_that_it_is_shown()
    {
        var graph = StateGraph.Create<TrailState>("narrow")
            .AddNode("a", s => Left($"[{s.Input}] {s.Trail.Length}"), new() { Channels = ["Trail"] })
            .AddEdge(Graph.Start, "a")
            .Compile();

        (await graph.InvokeAsync(new TrailState.Update { Input = "hidden", Trail = ["x"] })).State.Trail.Should().Equal("x", "[] 1");
    }

    private static TrailState.Update Left(string text) => new() { Trail = [text] };
}
