using GraphRuntime.Checkpointing;

namespace GraphRuntime.Tests.Calls;

/// <summary>A call of a subgraph hands back what its own nodes wrote, and goes on with what that very call began.</summary>
public sealed class SubgraphCallTests
{
    [Theory]
    [MemberData(nameof(SubgraphShapes.Stored), MemberType = typeof(SubgraphShapes))]
    public async Task What_a_sibling_wrote_stays(string shape, SubgraphPersistence persistence, DurabilityMode durability)
    {
        var graph = StateGraph.Create<CallState>("main")
            .AddShape(shape, static g => g.AddNode("x", _ => new CallState.Update { Log = ["begin", "x"] }).AddEdge(Graph.Start, "x"), persistence)
            .AddNode("sibling", _ => new CallState.Update { Log = ["sibling"], Count = 1 })
            .AddEdge(Graph.Start, "sub")
            .AddEdge(Graph.Start, "sibling")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

        var done = await graph.InvokeAsync(new CallState.Update { Log = ["in"], Count = 10 }, "t", new() { Durability = durability });

        done.State.Log.Should().Equal("in", "sibling", "begin", "x");
        done.State.Count.Should().Be(11);
    }

    [Theory]
    [MemberData(nameof(SubgraphShapes.Stored), MemberType = typeof(SubgraphShapes))]
    public async Task A_retry_goes_on_where_the_call_stood(string shape, SubgraphPersistence persistence, DurabilityMode durability)
    {
        var (begun, fails) = (0, true);
        var graph = StateGraph.Create<CallState>("main")
            .AddShape(
                shape,
                g => g.AddNode("begin", _ =>
                    {
                        begun++;
                        return new CallState.Update { Log = ["begin"] };
                    })
                    .AddNode("ask", (_, ctx) => new CallState.Update { Log = [ctx.Interrupt<string>("?")] })
                    .AddNode("send", _ =>
                    {
                        (var failed, fails) = (fails, false);
                        return failed ? throw new IOException("transient") : new CallState.Update { Log = ["sent"] };
                    })
                    .AddEdge(Graph.Start, "begin")
                    .AddEdge("begin", "ask")
                    .AddEdge("ask", "send"),
                persistence,
                new NodeOptions { Retry = new RetryPolicy { InitialDelay = TimeSpan.Zero } })
            .AddEdge(Graph.Start, "sub")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        var config = new RunConfig { Durability = durability };
        await graph.InvokeAsync(new CallState.Update { Log = ["in"] }, "t", config);

        var done = await graph.InvokeAsync(GraphInput.Answer("yes"), "t", config);

        done.IsPaused.Should().BeFalse("an answered question is not asked again by a retry");
        done.State.Log.Should().Equal("in", "begin", "yes", "sent");
        begun.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(SubgraphShapes.Stored), MemberType = typeof(SubgraphShapes))]
    public async Task Every_turn_runs_the_subgraph_also_where_a_resume_reaches_it(string shape, SubgraphPersistence persistence, DurabilityMode durability)
    {
        var graph = StateGraph.Create<CallState>("main")
            .AddShape(shape, static g => g.AddNode("x", s => new CallState.Update { Log = ["begin", "to " + s.Note] }).AddEdge(Graph.Start, "x"), persistence)
            .AddEdge(Graph.Start, "sub")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer(), InterruptBefore = ["sub"] });
        var config = new RunConfig { Durability = durability };

        foreach (var turn in (string[])["one", "two", "three"])
        {
            await graph.InvokeAsync(new CallState.Update { Note = turn }, "t", config);
            var done = await graph.InvokeAsync(GraphInput.Resume, "t", config);
            done.State.Log[^1].Should().Be("to " + turn);
        }
    }

    [Theory]
    [MemberData(nameof(SubgraphShapes.Stored), MemberType = typeof(SubgraphShapes))]
    public async Task Another_answer_at_an_earlier_checkpoint_counts(string shape, SubgraphPersistence persistence, DurabilityMode durability)
    {
        var graph = StateGraph.Create<CallState>("main")
            .AddShape(shape, static g => g.AddNode("ask", static (_, ctx) => new CallState.Update { Log = ["begin", ctx.Interrupt<string>("?")] }).AddEdge(Graph.Start, "ask"), persistence)
            .AddEdge(Graph.Start, "sub")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        var config = new RunConfig { Durability = durability };
        await graph.InvokeAsync(new CallState.Update { Log = ["in"] }, "t", config);
        var asked = await graph.GetStateAsync("t");
        await graph.InvokeAsync(GraphInput.Answer("yes"), "t", config);

        var other = await graph.InvokeAsync(GraphInput.Answer("no"), asked.Thread, config);

        other.State.Log.Should().Equal("in", "begin", "no");
    }

    [Theory]
    [InlineData(DurabilityMode.Sync)]
    [InlineData(DurabilityMode.Async)]
    [InlineData(DurabilityMode.Exit)]
    public async Task An_edit_of_a_paused_subgraph_reaches_the_graph_above(DurabilityMode durability)
    {
        var sub = StateGraph.Create<CallState>("sub")
            .AddNode("use", s => new CallState.Update { Log = ["use " + s.Note] })
            .AddEdge(Graph.Start, "use")
            .Compile(new() { InterruptBefore = ["use"] });
        var graph = StateGraph.Create<CallState>("main")
            .AddSubgraph("sub", sub)
            .AddNode("end", s => new CallState.Update { Log = ["end " + s.Note] })
            .AddEdge(Graph.Start, "sub")
            .AddEdge("sub", "end")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        var config = new RunConfig { Durability = durability };
        await graph.InvokeAsync(new CallState.Update { Note = "draft" }, "t", config);
        var paused = await graph.GetStateAsync("t", subgraphs: true);

        await graph.UpdateSubgraphStateAsync(new GraphThread("t") { Namespace = paused.Tasks[0].SubgraphNamespace! }, new CallState.Update { Note = "edited", Count = 5 });
        var done = await graph.InvokeAsync(GraphInput.Resume, "t", config);

        done.State.Log.Should().Equal("use edited", "end edited");
        done.State.Count.Should().Be(5);
    }

    [Fact]
    public async Task A_shared_subgraph_hands_back_its_output_channels_only()
    {
        var sub = StateGraph.Create<CallState>("sub")
            .AddNode("n", _ => new CallState.Update { Note = "internal", Count = 3, Log = ["public"] })
            .AddEdge(Graph.Start, "n")
            .WithOutput("Log")
            .Compile();
        var graph = StateGraph.Create<CallState>("main").AddSubgraph("sub", sub).AddEdge(Graph.Start, "sub").Compile();

        var done = await graph.InvokeAsync(new CallState.Update { Log = ["in"] });

        (done.State.Note, done.State.Count).Should().Be(("", 0));
        done.State.Log.Should().Equal("in", "public");
    }

    [Fact]
    public async Task All_commands_for_the_graph_above_count_in_the_order_of_their_nodes()
    {
        var sub = StateGraph.Create<CallState>("sub")
            .AddNode("b", _ => NodeResult<CallState>.ToParent(new ParentCommand<CallState> { Update = new CallState.Update { Log = ["b"] }, Goto = "x" }))
            .AddNode("a", _ => NodeResult<CallState>.ToParent(new ParentCommand<CallState> { Update = new CallState.Update { Log = ["a"] } }))
            .AddEdge(Graph.Start, "a")
            .AddEdge(Graph.Start, "b")
            .Compile();
        var graph = StateGraph.Create<CallState>("main")
            .AddSubgraph("sub", sub)
            .AddNode("x", _ => new CallState.Update { Log = ["x"] })
            .AddEdge(Graph.Start, "sub")
            .Compile();

        (await graph.InvokeAsync(new CallState.Update { Log = ["in"] })).State.Log.Should().Equal("in", "a", "b", "x");
    }
}
