using System.Collections.Immutable;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Tests.Graphs;

[GraphState]
public sealed partial record ApiState
{
    [Append]
    public ImmutableArray<string> Messages { get; init; } = [];

    public string? Draft { get; init; }

    [Reduce(nameof(Sum))]
    public int Cost { get; init; }

    private static int Sum(int current, int update) => current + update;
}

public sealed class TargetApiTests
{
    private static StateGraph<ApiState> TwoNodes() => StateGraph.Create<ApiState>("two")
        .AddNode("model", async (s, ctx) =>
        {
            await ctx.EmitAsync("thinking");
            return new ApiState.Update { Messages = ["model saw " + s.Messages.Length], Cost = 2 };
        })
        .AddNode("tools", s => new ApiState.Update { Draft = "tool " + s.Cost })
        .AddEdge(Graph.Start, "model")
        .AddConditionalEdges("model", s => s.Messages.Length < 4 ? "tools" : Graph.End, "tools", Graph.End)
        .AddEdge("tools", "model");

    [Fact]
    public async Task A_graph_runs_to_its_end_without_a_checkpointer()
    {
        var result = await TwoNodes().Compile().InvokeAsync(new ApiState.Update { Messages = ["hi"] });

        result.State.Messages.Should().Equal("hi", "model saw 1", "model saw 2", "model saw 3");
        result.State.Cost.Should().Be(6);
        result.State.Draft.Should().Be("tool 4");
        result.IsPaused.Should().BeFalse();
    }

    [Fact]
    public async Task An_input_is_applied_once_where_conditional_edges_follow_the_start()
    {
        var graph = StateGraph.Create<ApiState>("route")
            .AddNode("answer", s => new ApiState.Update { Cost = 1 })
            .AddConditionalEdges(Graph.Start, s => s.Messages.Length == 1 ? "answer" : Graph.End, "answer", Graph.End)
            .AddEdge("answer", Graph.End)
            .Compile();

        var result = await graph.InvokeAsync(new ApiState.Update { Messages = ["hi"], Draft = "d", Cost = 1 });

        result.State.Messages.Should().Equal("hi");
        result.State.Cost.Should().Be(2);
    }

    [Fact]
    public async Task A_static_breakpoint_pauses_and_resume_goes_on()
    {
        var graph = TwoNodes().Compile(new() { Checkpointer = new InMemoryCheckpointer(), InterruptBefore = ["tools"] });

        var paused = await graph.InvokeAsync(new ApiState.Update { Messages = ["hi"] }, "t1");
        paused.IsPaused.Should().BeTrue();
        paused.Next.Should().Equal("tools");

        var state = await graph.GetStateAsync("t1");
        state.State.Messages.Should().Equal("hi", "model saw 1");
        state.Next.Should().Equal("tools");

        await graph.UpdateStateAsync("t1", new ApiState.Update { Messages = ["edited"] });
        var resumed = await graph.InvokeAsync(GraphInput.Resume, "t1", new() { InterruptBefore = [] });
        resumed.State.Messages.Should().Equal("hi", "model saw 1", "edited", "model saw 3");
    }

    [Fact]
    public async Task An_interrupt_is_answered_with_a_typed_value()
    {
        var graph = StateGraph.Create<ApiState>("ask")
            .AddNode("ask", (s, ctx) => new ApiState.Update { Draft = "got " + ctx.Interrupt<int>(new { question = "how many" }) })
            .AddEdge(Graph.Start, "ask")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

        var paused = await graph.InvokeAsync(new ApiState.Update { Cost = 1 }, "t1");
        paused.Interrupts.Should().ContainSingle().Which.Value.GetProperty("question").GetString().Should().Be("how many");

        var done = await graph.InvokeAsync(GraphInput.Answer(42), "t1");
        done.State.Draft.Should().Be("got 42");
        done.IsPaused.Should().BeFalse();
    }

    [Fact]
    public async Task A_stream_reports_values_updates_and_custom_events_without_gaps()
    {
        var graph = TwoNodes().Compile();
        var events = new List<GraphEvent>();
        await foreach (var e in graph.StreamAsync(new ApiState.Update { Messages = ["hi"] }, config: new() { StreamModes = StreamModes.Values | StreamModes.Updates | StreamModes.Custom }))
        {
            events.Add(e);
        }

        events.Select(e => e.Sequence).Should().Equal(Enumerable.Range(0, events.Count).Select(i => (long)i));
        events.OfType<CustomEvent>().Should().HaveCount(3);
        events.OfType<ValuesEvent>().Should().HaveCount(6);
    }

    [Fact]
    public async Task History_goes_back_and_a_fork_leaves_the_original()
    {
        var graph = TwoNodes().Compile(new() { Checkpointer = new InMemoryCheckpointer() });
        await graph.InvokeAsync(new ApiState.Update { Messages = ["hi"] }, "t1");

        var history = new List<StateSnapshot<ApiState>>();
        await foreach (var snapshot in graph.GetHistoryAsync("t1"))
        {
            history.Add(snapshot);
        }

        history.Should().HaveCount(7);
        history[^1].Next.Should().Equal(Graph.Start);
        history[^2].Next.Should().Equal("model");
        history[^2].Tasks[0].Writes.Should().ContainKey("Messages");

        var fork = await graph.InvokeAsync(GraphInput.Resume, history[^2].Thread);
        fork.State.Messages.Should().Equal("hi", "model saw 1", "model saw 2", "model saw 3");
    }
}
