using GraphRuntime.Checkpointing;

namespace GraphRuntime.Tests.Breakpoints;

public sealed class StaticBreakpointTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Fact]
    public async Task BP_01_the_state_can_be_read_at_each_pause_and_survives_a_restart()
    {
        var store = new InMemoryCheckpointer();
        var options = new CompileOptions { Checkpointer = store, InterruptBefore = [Graph.AllNodes] };
        await TrailGraphs.Abc().Compile(options).InvokeAsync(s_hi, "t");
        await TrailGraphs.Abc().Compile(options).InvokeAsync(GraphInput.Resume, "t");

        var restarted = TrailGraphs.Abc().Compile(options);
        var state = await restarted.GetStateAsync("t");

        state.State.Trail.Should().Equal("a");
        state.Next.Should().Equal("b");
        (await restarted.InvokeAsync(GraphInput.Resume, "t")).State.Trail.Should().Equal("a", "b");
    }

    /// <summary>A thread whose newest checkpoint says so waits, whichever process looks at it.</summary>
    [Theory]
    [InlineData("edge")]
    [InlineData("send")]
    [InlineData("command")]
    [InlineData("join")]
    [InlineData("deferred")]
    public async Task A_pause_is_stored_with_its_checkpoint_whatever_leads_to_the_node(string way)
    {
        var store = new InMemoryCheckpointer();
        var graph = Before(way).Compile(new() { Checkpointer = store, InterruptBefore = ["last"] });

        (await graph.InvokeAsync(s_hi, "t")).IsPaused.Should().BeTrue();

        var newest = (await store.ReadAsync(new CheckpointAddress("t", ""), null, CancellationToken.None)).Checkpoint!;
        newest.Record.Paused.Should().BeTrue();
        var end = await graph.InvokeAsync(GraphInput.Resume, "t");
        end.IsPaused.Should().BeFalse();
        end.State.Trail.Should().EndWith("last");
    }

    [Fact]
    public async Task BP_02_without_a_checkpointer_breakpoints_are_an_error_that_says_what_to_do()
    {
        var compiled = TrailGraphs.Abc().Compile(new() { InterruptBefore = ["b"] });
        var plain = TrailGraphs.Abc().Compile();

        (await FluentActions.Awaiting(async () => await compiled.InvokeAsync(s_hi)).Should().ThrowAsync<MissingCheckpointerException>())
            .WithMessage("*breakpoints*Compile the graph with a checkpointer.");
        await FluentActions.Awaiting(async () => await plain.InvokeAsync(s_hi, config: new() { InterruptAfter = ["b"] })).Should().ThrowAsync<MissingCheckpointerException>();
    }

    [Fact]
    public async Task BP_03_before_after_and_both()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["b"], after: ["b"]));

        (await graph.InvokeAsync(s_hi, "t")).State.Trail.Should().Equal("a");
        (await graph.InvokeAsync(GraphInput.Resume, "t")).State.Trail.Should().Equal("a", "b");
        var end = await graph.InvokeAsync(GraphInput.Resume, "t");
        end.State.Trail.Should().Equal("a", "b", "c");
        end.IsPaused.Should().BeFalse();
    }

    [Fact]
    public async Task BP_04_without_a_thread_it_is_an_error_and_two_threads_do_not_disturb_each_other()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["b"]));
        await FluentActions.Awaiting(async () => await graph.InvokeAsync(s_hi)).Should().ThrowAsync<MissingCheckpointerException>();

        await graph.InvokeAsync(s_hi, "one");
        await graph.InvokeAsync(s_hi, "two");
        await graph.InvokeAsync(GraphInput.Resume, "one");

        (await graph.GetStateAsync("one")).Next.Should().BeEmpty();
        (await graph.GetStateAsync("two")).Next.Should().Equal("b");
    }

    [Fact]
    public async Task BP_05_every_way_to_run_resumes_to_the_same_result()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["b"]));
        foreach (var thread in new[] { "invoke", "stream", "command" })
        {
            await graph.InvokeAsync(s_hi, thread);
        }

        await graph.InvokeAsync(GraphInput.Resume, "invoke");
        await foreach (var _ in graph.StreamAsync(GraphInput.Resume, "stream"))
        {
        }

        await graph.InvokeAsync(new Command<TrailState> { Update = new TrailState.Update { Input = "hi" } }, "command");

        foreach (var thread in new[] { "invoke", "stream", "command" })
        {
            var state = await graph.GetStateAsync(thread);
            state.State.Trail.Should().Equal("a", "b", "c");
            state.Next.Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task BP_06_before_or_after_a_node_at_compile_time_or_per_call(bool before, bool compiled)
    {
        IReadOnlyList<string> list = ["b"];
        var graph = TrailGraphs.Abc().Compile(compiled ? TrailGraphs.Stored(before ? list : null, before ? null : list) : TrailGraphs.Stored());
        var config = compiled ? null : new RunConfig { InterruptBefore = before ? list : null, InterruptAfter = before ? null : list };

        var paused = await graph.InvokeAsync(s_hi, "t", config);

        paused.IsPaused.Should().BeTrue();
        paused.State.Trail.Should().Equal(before ? ["a"] : ["a", "b"]);
        paused.Next.Should().Equal(before ? "b" : "c");
        (await graph.InvokeAsync(GraphInput.Resume, "t", config)).State.Trail.Should().Equal("a", "b", "c");
    }

    [Fact]
    public async Task BP_08_three_pauses_with_an_edit_and_unknown_names_are_refused_at_compile_time()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["a"], after: ["b", "c"]));
        (await graph.InvokeAsync(s_hi, "t")).Next.Should().Equal("a");
        await graph.UpdateStateAsync("t", new TrailState.Update { Input = "edited" }, Graph.Start);
        (await graph.InvokeAsync(GraphInput.Resume, "t")).Next.Should().Equal("c");
        var last = await graph.InvokeAsync(GraphInput.Resume, "t");
        last.IsPaused.Should().BeTrue();
        last.State.Input.Should().Be("edited");

        FluentActions.Invoking(() => TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["x"])))
            .Should().Throw<GraphBuildException>().WithMessage("*Breakpoint 'x'*a, b, c*");
    }

    [Fact]
    public async Task BP_09_a_list_of_the_call_replaces_the_compiled_one_and_an_empty_list_means_none()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["b"]));

        (await graph.InvokeAsync(s_hi, "replaced", new() { InterruptBefore = ["c"] })).Next.Should().Equal("c");
        (await graph.InvokeAsync(s_hi, "none", new() { InterruptBefore = [] })).IsPaused.Should().BeFalse();
        (await FluentActions.Awaiting(async () => await graph.InvokeAsync(s_hi, "t", new() { InterruptBefore = ["nobody"] }))
            .Should().ThrowAsync<InvalidBreakpointException>()).Which.Node.Should().Be("nobody");
        (await graph.GetStateAsync("t")).CheckpointId.Should().BeNull("a refused call leaves nothing behind");
    }

    [Fact]
    public async Task BP_09_a_list_of_the_call_is_not_sticky_unless_it_is_asked_to_be()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(s_hi, "loose", new() { InterruptBefore = ["b", "c"] });
        (await graph.InvokeAsync(GraphInput.Resume, "loose")).IsPaused.Should().BeFalse();

        await graph.InvokeAsync(s_hi, "sticky", new() { InterruptBefore = ["b", "c"], StickyBreakpoints = true });
        (await graph.InvokeAsync(GraphInput.Resume, "sticky")).Next.Should().Equal("c");
        (await graph.InvokeAsync(GraphInput.Resume, "sticky")).IsPaused.Should().BeFalse();
        (await graph.InvokeAsync(s_hi, "sticky")).IsPaused.Should().BeFalse("the thread had finished");
    }

    [Fact]
    public async Task BP_09_new_input_on_a_paused_thread_begins_anew_and_resume_does_not_run_a_node_twice()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["b"]));
        await graph.InvokeAsync(s_hi, "t");

        var again = await graph.InvokeAsync(s_hi, "t");
        again.State.Trail.Should().Equal("a", "a");
        (await graph.InvokeAsync(GraphInput.Resume, "t")).State.Trail.Should().Equal("a", "a", "b", "c");
    }

    [Fact]
    public async Task BP_10_a_breakpoint_inside_a_subgraph_is_set_when_it_is_compiled_and_one_resume_passes_it()
    {
        var child = TrailGraphs.Abc().Compile(new() { InterruptBefore = ["c"] });
        var graph = StateGraph.Create<TrailState>("parent")
            .AddNode("first", _ => new TrailState.Update { Trail = ["p"] })
            .AddSubgraph("child", child)
            .AddEdge(Graph.Start, "first")
            .AddEdge("first", "child")
            .Compile(TrailGraphs.Stored());

        (await FluentActions.Awaiting(async () => await graph.InvokeAsync(s_hi, "t", new() { InterruptBefore = ["c"] }))
            .Should().ThrowAsync<InvalidBreakpointException>()).WithMessage("*subgraph in node 'child'*CompileOptions*");

        var paused = await graph.InvokeAsync(s_hi, "t");
        paused.IsPaused.Should().BeTrue();
        paused.Next.Should().Equal("child");
        var inside = (await graph.GetStateAsync("t", subgraphs: true)).Tasks[0].Subgraph!;
        inside.Next.Should().Equal("c");

        var done = await graph.InvokeAsync(GraphInput.Resume, "t");
        done.State.Trail.Should().Equal("p", "a", "b", "c");
    }

    [Fact]
    public async Task BP_11_stepping_runs_one_node_per_call()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());
        var step = new RunConfig { InterruptBefore = [Graph.AllNodes] };
        var seen = new List<int> { (await graph.InvokeAsync(s_hi, "t", step)).State.Trail.Length };
        for (var i = 0; i < 3; i++)
        {
            seen.Add((await graph.InvokeAsync(GraphInput.Resume, "t", step)).State.Trail.Length);
        }

        seen.Should().Equal(0, 1, 2, 3);
    }

    /// <summary>A graph that comes to the node "last" in one of the ways there are.</summary>
    private static StateGraph<TrailState> Before(string way)
    {
        var graph = StateGraph.Create<TrailState>("before").AddNode("first", _ => Went("first")).AddNode("other", _ => Went("other")).AddEdge(Graph.Start, "other");
        return way switch
        {
            "edge" => graph.AddNode("last", _ => Went("last")).AddEdge(Graph.Start, "first").AddEdge("first", "last"),
            "send" => graph.AddNode<string>("last", static (string _) => Went("last")).AddEdge(Graph.Start, "first").AddConditionalEdges("first", static _ => new Send[] { Send.To("last", "x") }),
            "command" => graph.AddNode("last", _ => Went("last")).AddNode("sender", _ => new Command<TrailState> { Update = Went("sender"), Goto = "last" }).AddEdge(Graph.Start, "sender"),
            "join" => graph.AddNode("last", _ => Went("last")).AddEdge(Graph.Start, "first").AddEdge(["first", "other"], "last"),
            _ => graph.AddNode("last", _ => Went("last"), new NodeOptions { Defer = true }).AddEdge(Graph.Start, "first").AddEdge("first", "last"),
        };
    }

    private static TrailState.Update Went(string node) => new() { Trail = [node] };
}
