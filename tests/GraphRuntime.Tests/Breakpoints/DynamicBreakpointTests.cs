namespace GraphRuntime.Tests.Breakpoints;

public sealed class DynamicBreakpointTests
{
    [Fact]
    public async Task BP_07_and_BP_13_a_node_pauses_itself_with_a_message_and_is_not_applied()
    {
        var graph = TrailGraphs.LongInput().Compile(TrailGraphs.Stored());
        var events = new List<GraphEvent>();
        await foreach (var e in graph.StreamAsync(new TrailState.Update { Input = "hello world" }, "t", new() { StreamModes = StreamModes.Updates }))
        {
            events.Add(e);
        }

        events.OfType<InterruptEvent>().Single().Interrupts.Single().ValueAs<string>().Should().Contain("longer than 5");
        var state = await graph.GetStateAsync("t");
        state.State.Trail.Should().Equal("1");
        state.Next.Should().Equal("step_2");
        state.Tasks.Single().Interrupts.Single().IsAnswerable.Should().BeFalse();
    }

    [Fact]
    public async Task BP_14_resumed_with_an_unchanged_state_it_pauses_again_and_the_node_ran_once_more()
    {
        var runs = 0;
        var graph = TrailGraphs.LongInput(() => runs++).Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(new TrailState.Update { Input = "hello world" }, "t");

        (await graph.InvokeAsync(GraphInput.Resume, "t")).IsPaused.Should().BeTrue();
        runs.Should().Be(2);
    }

    [Fact]
    public async Task BP_15_after_an_edit_it_passes()
    {
        var graph = TrailGraphs.LongInput().Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(new TrailState.Update { Input = "hello world" }, "t");
        await graph.UpdateStateAsync("t", new TrailState.Update { Input = "foo" });

        var done = await graph.InvokeAsync(GraphInput.Resume, "t");

        done.IsPaused.Should().BeFalse();
        done.State.Trail.Should().Equal("1", "2", "3");
    }

    [Fact]
    public async Task BP_16_a_null_update_as_that_node_skips_it()
    {
        var graph = TrailGraphs.LongInput().Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(new TrailState.Update { Input = "hello world" }, "t");
        var before = await graph.GetStateAsync("t");

        await graph.UpdateStateAsync("t", null, asNode: "step_2");

        var after = await graph.GetStateAsync("t");
        after.Next.Should().Equal("step_3");
        after.State.Should().BeEquivalentTo(before.State);
        (await graph.InvokeAsync(GraphInput.Resume, "t")).State.Trail.Should().Equal("1", "3");
    }

    [Fact]
    public async Task BP_18_two_parallel_approvals_are_answered_by_id_out_of_order()
    {
        var graph = StateGraph.Create<TrailState>("approvals")
            .AddNode("one", (_, ctx) => new TrailState.Update { Trail = [$"one {ctx.Interrupt<bool>("one?")}"] })
            .AddNode("two", (_, ctx) => new TrailState.Update { Trail = [$"two {ctx.Interrupt<bool>("two?")}"] })
            .AddEdge(Graph.Start, "one")
            .AddEdge(Graph.Start, "two")
            .Compile(TrailGraphs.Stored());
        var asked = (await graph.InvokeAsync(new TrailState.Update { Input = "x" }, "t")).Interrupts;
        asked.Should().HaveCount(2);

        (await FluentActions.Awaiting(async () => await graph.InvokeAsync(GraphInput.Answer(true), "t"))
            .Should().ThrowAsync<AnswerException>()).Which.OpenInterruptIds.Should().HaveCount(2);

        var still = await graph.InvokeAsync(GraphInput.Answer(asked.Single(i => i.Id.StartsWith("two")).Id, false), "t");
        still.IsPaused.Should().BeTrue();
        var last = await graph.InvokeAsync(GraphInput.Answer(true), "t");
        last.State.Trail.Should().Equal("one True", "two False");
    }

    [Fact]
    public async Task BP_19_history_replay_and_a_fork_that_leaves_the_original_intact()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(new TrailState.Update { Input = "x" }, "t");
        var history = await ListAsync(graph, "t");
        history.Select(s => s.Step).Should().Equal(3, 2, 1, 0, -1);
        var afterA = history.Single(s => s.Next.SequenceEqual(["b"]));

        var replayed = await graph.InvokeAsync(GraphInput.Resume, afterA.Thread);
        replayed.State.Trail.Should().Equal("a", "b", "c");

        var fork = await graph.UpdateStateAsync(afterA.Thread, new TrailState.Update { Trail = ["forked"] }, "a");
        (await graph.InvokeAsync(GraphInput.Resume, fork)).State.Trail.Should().Equal("a", "forked", "b", "c");
        (await graph.GetStateAsync(history[0].Thread)).State.Trail.Should().Equal("a", "b", "c");
    }

    [Fact]
    public async Task An_interrupt_cannot_be_swallowed_by_a_catch_all()
    {
        var graph = StateGraph.Create<TrailState>("swallow")
            .AddNode("ask", (_, ctx) =>
            {
                try
                {
                    ctx.Interrupt<string>("?");
                }
                catch (Exception)
                {
                    // A tool wrapper that swallows everything.
                }

                return new TrailState.Update { Trail = ["went on"] };
            })
            .AddEdge(Graph.Start, "ask")
            .Compile(TrailGraphs.Stored());

        var result = await graph.InvokeAsync(new TrailState.Update { Input = "x" }, "t");

        result.IsPaused.Should().BeTrue();
        result.State.Trail.Should().BeEmpty();
    }

    [Fact]
    public async Task Several_questions_in_one_node_are_answered_one_after_the_other()
    {
        var graph = StateGraph.Create<TrailState>("questions")
            .AddNode("ask", (_, ctx) =>
            {
                var name = ctx.Interrupt<string>("name?");
                var age = ctx.Interrupt<int>("age?");
                return new TrailState.Update { Trail = [name, age.ToString()] };
            })
            .AddEdge(Graph.Start, "ask")
            .Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(new TrailState.Update { Input = "x" }, "t");
        (await graph.InvokeAsync(GraphInput.Answer("ada"), "t")).Interrupts.Single().ValueAs<string>().Should().Be("age?");

        (await FluentActions.Awaiting(async () => await graph.InvokeAsync(GraphInput.Answer("old"), "t")).Should().ThrowAsync<AnswerException>())
            .WithMessage("*expected integer*");
        (await graph.InvokeAsync(GraphInput.Answer(36), "t")).State.Trail.Should().Equal("ada", "36");
        await FluentActions.Awaiting(async () => await graph.InvokeAsync(GraphInput.Answer(1), "t")).Should().ThrowAsync<AnswerException>();
    }

    private static async Task<List<StateSnapshot<TrailState>>> ListAsync(CompiledGraph<TrailState> graph, string thread)
    {
        var list = new List<StateSnapshot<TrailState>>();
        await foreach (var snapshot in graph.GetHistoryAsync(thread))
        {
            list.Add(snapshot);
        }

        return list;
    }
}
