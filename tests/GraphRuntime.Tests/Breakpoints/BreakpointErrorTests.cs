using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Breakpoints;

public sealed class BreakpointErrorTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Theory]
    [InlineData("nobody", true)]
    [InlineData("nobody", false)]
    [InlineData("", true)]
    [InlineData(Graph.Start, false)]
    public async Task An_unknown_name_in_a_call_is_refused_with_the_known_ones(string name, bool before)
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["b"]));
        await graph.InvokeAsync(s_hi, "t");
        var config = before ? new RunConfig { InterruptBefore = [name] } : new RunConfig { InterruptAfter = [name] };

        var error = await graph.RefusedAsync<InvalidBreakpointException, TrailState>("t", async () => await graph.InvokeAsync(GraphInput.Resume, "t", config));
        await graph.RefusedAsync<InvalidBreakpointException, TrailState>("t", async () => await graph.StreamAsync(GraphInput.Resume, "t", config).CountAsync());

        error.Message.Should().Be($"Graph 'abc': breakpoint '{name}' is not a node. Its nodes are: a, b, c.");
        (error.Graph, error.Node).Should().Be(("abc", name));
    }

    [Fact]
    public async Task A_name_that_is_null_is_unknown_too()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());

        var error = await graph.RefusedAsync<InvalidBreakpointException, TrailState>("t", async () => await graph.InvokeAsync(s_hi, "t", new() { InterruptBefore = [null!] }));

        error.Node.Should().BeEmpty();
    }

    [Fact]
    public async Task BP_10_a_node_of_a_subgraph_is_named_by_its_path()
    {
        var child = TrailGraphs.Abc().Compile();
        var graph = StateGraph.Create<TrailState>("parent").AddSubgraph("sub", child).AddEdge(Graph.Start, "sub").Compile(TrailGraphs.Stored());

        var error = await graph.RefusedAsync<InvalidBreakpointException, TrailState>("t", async () => await graph.InvokeAsync(s_hi, "t", new() { InterruptBefore = ["b"] }));

        error.Message.Should().Be("Graph 'parent': breakpoint 'b' is a node of the subgraph in node 'sub'. Name it by its path, 'sub/b', or add it to the CompileOptions of that subgraph.");
        (error.Graph, error.Node).Should().Be(("parent", "b"));
    }

    [Fact]
    public async Task BP_02_breakpoints_need_a_checkpointer()
    {
        const string Message = "Graph 'abc': breakpoints were set, but there is nowhere to store the pause. Compile the graph with a checkpointer.";
        var compiled = TrailGraphs.Abc().Compile(new() { InterruptAfter = [Graph.AllNodes] });
        var plain = TrailGraphs.Abc().Compile();

        (await Missing(async () => await compiled.InvokeAsync(s_hi))).Message.Should().Be(Message);
        (await Missing(async () => await plain.InvokeAsync(s_hi, config: new() { InterruptBefore = [Graph.AllNodes] }))).Message.Should().Be(Message);
        (await compiled.InvokeAsync(s_hi, config: new() { InterruptAfter = [] })).State.Trail.Should().Equal("a", "b", "c");
    }

    [Fact]
    public async Task BP_04_breakpoints_need_a_thread()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["b"]));

        var error = await Missing(async () => await graph.InvokeAsync(s_hi));

        error.Message.Should().Be("Graph 'abc': it has a checkpointer, but the call names no thread to store the run under. Pass a thread id.");
        error.Graph.Should().Be("abc");
    }

    [Fact]
    public async Task A_thread_needs_a_checkpointer()
    {
        var graph = TrailGraphs.Abc().Compile();

        (await Missing(async () => await graph.InvokeAsync(s_hi, "t"))).Message.Should().Be(
            "Graph 'abc': thread 't' was named, but there is nowhere to store it. Compile the graph with a checkpointer, or name no thread.");
    }

    [Fact]
    public async Task A_subgraph_with_breakpoints_needs_somewhere_to_store_the_pause()
    {
        var child = TrailGraphs.Abc().Compile(new() { InterruptBefore = ["b"] });
        var graph = StateGraph.Create<TrailState>("parent").AddSubgraph("sub", child).AddEdge(Graph.Start, "sub").Compile();

        var error = await Missing(async () => await graph.InvokeAsync(s_hi));

        error.Message.Should().Be(
            "Graph 'abc': it has breakpoints and runs as a subgraph of 'parent', which has nowhere to store the pause. "
            + "Compile the outer graph with a checkpointer and give the run a thread id.");
        error.Graph.Should().Be("abc");
    }

    [Fact]
    public async Task A_pause_needs_a_checkpointer()
    {
        const string Message = "Graph '{0}': node 'ask' wants to pause, but the run could not be resumed. "
            + "Compile the graph with a checkpointer and give the run a thread id; a subgraph must not be compiled with SubgraphPersistence.None.";
        var asks = StateGraph.Create<TrailState>("asks").AddNode("ask", (_, ctx) => new TrailState.Update { Input = ctx.Interrupt<string>("?") }).AddEdge(Graph.Start, "ask");
        var stops = StateGraph.Create<TrailState>("stops")
            .AddNode("ask", NodeResult<TrailState> (_) => throw new NodeInterruptException("no"))
            .AddEdge(Graph.Start, "ask");
        var inner = StateGraph.Create<TrailState>("outer")
            .AddSubgraph("sub", asks.Compile(new() { Persistence = SubgraphPersistence.None }))
            .AddEdge(Graph.Start, "sub")
            .Compile(TrailGraphs.Stored());

        (await Missing(async () => await asks.Compile().InvokeAsync(s_hi))).Message.Should().Be(string.Format(Message, "asks"));
        (await Missing(async () => await stops.Compile().InvokeAsync(s_hi))).Message.Should().Be(string.Format(Message, "stops"));
        (await Missing(async () => await inner.InvokeAsync(s_hi, "t"))).Message.Should().Be(string.Format(Message, "asks"));
    }

    private static async Task<MissingCheckpointerException> Missing(Func<Task> act) => (await act.Should().ThrowExactlyAsync<MissingCheckpointerException>()).Which;
}
