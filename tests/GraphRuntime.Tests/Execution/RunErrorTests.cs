using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Graphs;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Execution;

public sealed class RunErrorTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Fact]
    public async Task There_must_be_something_to_start_from()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());

        var error = await graph.RefusedAsync<EmptyInputException, TrailState>("new", async () => await graph.InvokeAsync(GraphInput.Resume, "new"));

        error.Message.Should().Be("Graph 'abc', thread 'new': there is nothing to start from. Give an input that sets at least one input channel, or resume a thread that has a checkpoint.");
        (error.Graph, error.ThreadId).Should().Be(("abc", "new"));
        (await Failure.OfAsync<EmptyInputException>(async () => await TrailGraphs.Abc().Compile().InvokeAsync(GraphInput.Resume))).ThreadId.Should().BeNull();
    }

    [Fact]
    public async Task Resuming_a_thread_that_has_finished_changes_nothing()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(s_hi, "t");
        var before = await ThreadImage.TakeAsync(graph, "t");

        var again = await graph.InvokeAsync(GraphInput.Resume, "t");

        (again.IsPaused, again.Next.Count).Should().Be((false, 0));
        again.State.Trail.Should().Equal("a", "b", "c");
        (await ThreadImage.TakeAsync(graph, "t")).Should().Be(before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_update_of_another_state_is_refused(bool asCommand)
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["b"]));
        await graph.InvokeAsync(s_hi, "t");
        var other = new ApiState.Update { Draft = "x" };

        var error = await graph.RefusedAsync<InvalidUpdateException, TrailState>(
            "t", async () => await graph.InvokeAsync(asCommand ? GraphInput.From(new Command<ApiState> { Update = other }) : GraphInput.From(other), "t"));

        error.Message.Should().Be("Graph 'abc' has the state TrailState, but was given an update of ApiState. Give it a TrailState.Update.");
        error.Graph.Should().Be("abc");
        error.Channel.Should().BeNull();
    }

    [Fact]
    public async Task Two_writers_of_one_value_are_refused_and_neither_is_applied()
    {
        var graph = StateGraph.Create<TrailState>("two")
            .AddNode("a", _ => new TrailState.Update { Input = "a" })
            .AddNode("b", _ => new TrailState.Update { Input = "b" })
            .AddEdge(Graph.Start, "a")
            .AddEdge(Graph.Start, "b")
            .Compile(TrailGraphs.Stored());

        var error = await Failure.OfAsync<InvalidUpdateException>(async () => await graph.InvokeAsync(s_hi, "t"));

        error.Message.Should().Be(
            "Graph 'two', thread 't', node 'b': Channel 'Input' (LastValue) was written more than once in one superstep and can hold one value only. "
            + "Let one node write it, or give it a reducer ([Append], [Merge] or [Reduce]).");
        (error.Graph, error.ThreadId, error.Node, error.Channel).Should().Be(("two", "t", "b", "Input"));
        (await graph.GetHistoryAsync("t").FirstAsync()).State.Input.Should().Be("hi");
    }

    [Fact]
    public async Task Two_overwrites_of_one_channel_are_refused()
    {
        var graph = StateGraph.Create<TrailState>("two")
            .AddNode("a", _ => new TrailState.Update { TrailOverwrite = ["a"] })
            .AddNode("b", _ => new TrailState.Update { TrailOverwrite = ["b"] })
            .AddEdge(Graph.Start, "a")
            .AddEdge(Graph.Start, "b")
            .Compile();

        (await Failure.OfAsync<InvalidUpdateException>(async () => await graph.InvokeAsync(s_hi))).Message.Should().Be(
            "Graph 'two', node 'b': Channel 'Trail' was overwritten more than once in one superstep. Let one node overwrite it.");
    }

    [Theory]
    [InlineData(DurabilityMode.Sync)]
    [InlineData(DurabilityMode.Exit)]
    public async Task A_loop_ends_at_the_recursion_limit_and_can_be_resumed(DurabilityMode durability)
    {
        var graph = StateGraph.Create<TrailState>("loop")
            .AddNode("a", s => new TrailState.Update { Trail = [$"{s.Trail.Length}"] })
            .AddEdge(Graph.Start, "a")
            .AddConditionalEdges("a", s => s.Trail.Length < 5 ? "a" : Graph.End)
            .Compile(TrailGraphs.Stored());

        var error = await Failure.OfAsync<GraphRecursionException>(async () => await graph.InvokeAsync(s_hi, "t", new() { RecursionLimit = 3, Durability = durability }));

        error.Message.Should().Be("Graph 'loop', thread 't' did not finish within 3 supersteps. Raise RunConfig.RecursionLimit, or give the loop a way to Graph.End.");
        (error.Graph, error.ThreadId, error.Limit).Should().Be(("loop", "t", 3));
        (await graph.GetStateAsync("t")).State.Trail.Should().HaveCount(3);
        (await graph.InvokeAsync(GraphInput.Resume, "t")).State.Trail.Should().HaveCount(5);
    }

    [Fact]
    public async Task Settings_of_a_call_are_checked_at_the_door()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());

        (await graph.RefusedAsync<ArgumentOutOfRangeException, TrailState>("t", async () => await graph.InvokeAsync(s_hi, "t", new() { RecursionLimit = 0 })))
            .ParamName.Should().Be("config.RecursionLimit");
        (await graph.RefusedAsync<ArgumentOutOfRangeException, TrailState>("t", async () => await graph.InvokeAsync(s_hi, "t", new() { MaxConcurrency = 0 })))
            .ParamName.Should().Be("concurrency");
        (await graph.RefusedAsync<ArgumentException, TrailState>("t", async () => await graph.InvokeAsync(s_hi, ""))).ParamName.Should().Be("thread.Id");
        (await graph.RefusedAsync<ArgumentException, TrailState>("t", async () => await graph.InvokeAsync(s_hi, "t", new() { RunId = "" }))).ParamName.Should().Be("config.RunId");
        (await graph.RefusedAsync<ArgumentException, TrailState>("t", async () => await graph.InvokeAsync(s_hi, new GraphThread("t") { Namespace = "sub" })))
            .Message.Should().StartWith("Graph 'abc': a run begins at the root graph. Give the thread without a namespace, or name a checkpoint of the subgraph to go back to.");
        (await graph.RefusedAsync<ArgumentException, TrailState>("t", async () => await graph.InvokeAsync(s_hi, "t", new() { Metadata = new Dictionary<string, object?> { ["who"] = new object() } })))
            .Message.Should().StartWith("Metadata 'who' is a Object; only strings, booleans and finite numbers can be stored and filtered on.");
    }

    [Fact]
    public async Task A_checkpoint_that_does_not_exist_cannot_be_gone_on_from()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(s_hi, "t");
        var nowhere = new GraphThread("t") { CheckpointId = 99 };

        var error = await graph.RefusedAsync<CheckpointNotFoundException, TrailState>("t", async () => await graph.InvokeAsync(GraphInput.Resume, nowhere));

        error.Message.Should().Be("Thread 't', namespace '': there is no checkpoint 99. It may have been pruned or rolled back; list the history to see what is there.");
        (error.ThreadId, error.Namespace, error.CheckpointId).Should().Be(("t", "", 99));
        await graph.RefusedAsync<CheckpointNotFoundException, TrailState>("t", async () => await graph.GetStateAsync(nowhere));
        await graph.RefusedAsync<CheckpointNotFoundException, TrailState>("t", async () => await graph.UpdateStateAsync(nowhere, s_hi));
    }

    [Fact]
    public async Task Two_runs_of_one_thread_at_once_are_told_apart_and_the_first_one_counts()
    {
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var waits = true;
        var graph = StateGraph.Create<TrailState>("race")
            .AddNode("a", async (s, _) =>
            {
                if (waits)
                {
                    reached.SetResult();
                    await go.Task;
                }

                return new TrailState.Update { Trail = [s.Input!] };
            })
            .AddEdge(Graph.Start, "a")
            .Compile(TrailGraphs.Stored());
        var slow = graph.InvokeAsync(new TrailState.Update { Input = "slow" }, "t").AsTask();
        await reached.Task;
        waits = false;
        await graph.InvokeAsync(new TrailState.Update { Input = "quick" }, "t");
        var before = await ThreadImage.TakeAsync(graph, "t");

        go.SetResult();

        var error = await Failure.OfAsync<StaleHeadException>(() => slow);
        error.Message.Should().Match("Thread 't', namespace '': expected checkpoint * to be the newest, but it is *. Two runs wrote to one thread at once; run them through ThreadRunCoordinator, or read the state and try again.");
        (error.ThreadId, error.Namespace).Should().Be(("t", ""));
        (await ThreadImage.TakeAsync(graph, "t")).Should().Be(before);
        (await graph.GetStateAsync("t")).State.Trail.Should().Equal("quick");
    }

    [Fact]
    public async Task What_a_node_throws_reaches_the_caller_as_it_is_and_is_kept_with_the_task()
    {
        var graph = StateGraph.Create<TrailState>("fails")
            .AddNode("a", NodeResult<TrailState> (_) => throw new NotSupportedException("mine"))
            .AddEdge(Graph.Start, "a")
            .Compile(TrailGraphs.Stored());

        (await Failure.OfAsync<NotSupportedException>(async () => await graph.InvokeAsync(s_hi, "t"))).StackTrace.Should().Contain(nameof(What_a_node_throws_reaches_the_caller_as_it_is_and_is_kept_with_the_task));

        (await graph.GetStateAsync("t")).Tasks.Single().Error.Should().Be("mine");
    }
}
