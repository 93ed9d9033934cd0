using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Breakpoints;

/// <summary>Breakpoints of a run inside subgraphs, named by their paths.</summary>
public sealed class PathBreakpointTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Theory]
    [InlineData("middle/inner/b", new[] { "a" })]
    [InlineData("middle/inner/*", new string[0])]
    [InlineData("middle/last", new[] { "a", "b", "c" })]
    [InlineData("middle/*", new string[0])]
    [InlineData("after", new[] { "a", "b", "c", "last" })]
    public async Task A_path_pauses_before_its_node(string path, string[] ran)
    {
        var graph = Nested();

        var paused = await graph.InvokeAsync(s_hi, "t", new() { InterruptBefore = [path] });

        paused.IsPaused.Should().BeTrue();
        (await InnermostAsync(graph)).Should().Equal(ran);
        var done = await graph.InvokeAsync(GraphInput.Resume, "t", new() { InterruptBefore = [] });
        done.State.Trail.Should().Equal("a", "b", "c", "last", "after");
    }

    [Fact]
    public async Task A_path_pauses_after_its_node()
    {
        var graph = Nested();

        var paused = await graph.InvokeAsync(s_hi, "t", new() { InterruptAfter = ["middle/inner/b"] });

        paused.IsPaused.Should().BeTrue();
        (await InnermostAsync(graph)).Should().Equal("a", "b");
    }

    [Fact]
    public async Task Every_node_everywhere_is_paused_before_once()
    {
        var graph = Nested();
        var everywhere = new RunConfig { InterruptBefore = [Graph.AllPaths] };
        var pauses = 0;
        for (var result = await graph.InvokeAsync(s_hi, "t", everywhere); result.IsPaused; result = await graph.InvokeAsync(GraphInput.Resume, "t", everywhere))
        {
            pauses++;
        }

        // middle, inner, a, b, c, last, after
        pauses.Should().Be(7);
    }

    [Fact]
    public async Task Lists_that_stay_with_the_thread_keep_their_paths()
    {
        var graph = Nested();
        await graph.InvokeAsync(s_hi, "t", new() { InterruptBefore = ["middle/inner/b", "middle/last"], StickyBreakpoints = true });

        (await graph.InvokeAsync(GraphInput.Resume, "t")).IsPaused.Should().BeTrue();

        (await InnermostAsync(graph)).Should().Equal("a", "b", "c");
    }

    [Fact]
    public async Task Breakpoints_that_a_subgraph_was_compiled_with_stay()
    {
        var inner = TrailGraphs.Abc().Compile(new() { InterruptBefore = ["c"] });
        var graph = StateGraph.Create<TrailState>("outer").AddSubgraph("inner", inner).AddEdge(Graph.Start, "inner").Compile(TrailGraphs.Stored());

        await graph.InvokeAsync(s_hi, "t", new() { InterruptBefore = ["inner/b"] });
        (await graph.InvokeAsync(GraphInput.Resume, "t", new() { InterruptBefore = [] })).IsPaused.Should().BeTrue();
    }

    [Theory]
    [InlineData("middle/nowhere", "is not a node of graph 'middle'")]
    [InlineData("nowhere/*", "is not a node of graph 'outer'")]
    [InlineData("after/x", "is no subgraph")]
    [InlineData("quiet/a", "keeps no checkpoints")]
    [InlineData("middle//b", "is not a node")]
    public async Task A_path_that_leads_nowhere_is_refused_at_the_door(string path, string reason)
    {
        var graph = Nested();

        var error = await graph.RefusedAsync<InvalidBreakpointException, TrailState>("t", async () => await graph.InvokeAsync(s_hi, "t", new() { InterruptAfter = [path] }));

        error.Message.Should().Contain(reason);
        error.Node.Should().Be(path);
    }

    private static CompiledGraph<TrailState> Nested()
    {
        var middle = StateGraph.Create<TrailState>("middle")
            .AddSubgraph("inner", TrailGraphs.Abc().Compile())
            .AddNode("last", static _ => new TrailState.Update { Trail = ["last"] })
            .AddEdge(Graph.Start, "inner")
            .AddEdge("inner", "last")
            .Compile();
        return StateGraph.Create<TrailState>("outer")
            .AddSubgraph("middle", middle)
            .AddSubgraph("quiet", TrailGraphs.Abc().Compile(new() { Persistence = SubgraphPersistence.None }))
            .AddNode("after", static _ => new TrailState.Update { Trail = ["after"] })
            .AddEdge(Graph.Start, "middle")
            .AddEdge("middle", "after")
            .AddConditionalEdges("after", static _ => Graph.End, "quiet", Graph.End)
            .Compile(TrailGraphs.Stored());
    }

    private static async Task<IReadOnlyList<string>> InnermostAsync(CompiledGraph<TrailState> graph)
    {
        StateSnapshot snapshot = await graph.GetStateAsync("t", subgraphs: true);
        while (snapshot.Tasks is [{ Subgraph: { CheckpointId: not null } inside }])
        {
            snapshot = inside;
        }

        return ((TrailState)snapshot.StateObject).Trail;
    }
}
