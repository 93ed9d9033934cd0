using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Streaming;

public sealed class StreamModeTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Fact]
    public async Task Values_are_the_whole_state_after_each_superstep() =>
        (await ReadAsync(StreamModes.Values)).OfType<ValuesEvent>().Select(e => string.Join(' ', e.StateAs<TrailState>().Trail)).Should().Equal("", "a", "a b", "a b c");

    [Fact]
    public async Task Updates_are_what_each_node_wrote()
    {
        var events = (await ReadAsync(StreamModes.Updates)).Cast<UpdatesEvent>().ToList();

        events.Select(e => (e.Node, e.TaskId, e.IsCached)).Should().Equal(("a", "a", false), ("b", "b", false), ("c", "c", false));
        events[1].Update.Should().BeOfType<TrailState.Update>();
        events[1].Writes.Keys.Should().Equal("Trail");
        events[1].Writes["Trail"].GetRawText().Should().Be("[\"b\"]");
    }

    [Fact]
    public async Task Tasks_are_reported_at_their_beginning_and_end()
    {
        var events = await ReadAsync(StreamModes.Tasks);

        events.Select(Describe).Should().Equal("start a 1", "end a 1", "start b 2", "end b 2", "start c 3", "end c 3");
        ((TrailState)events.OfType<TaskStartedEvent>().Last().Input!).Trail.Should().Equal("a", "b");
        events.OfType<TaskFinishedEvent>().Last().Writes["Trail"].GetRawText().Should().Be("[\"c\"]");
    }

    [Fact]
    public async Task Checkpoints_are_snapshots_as_they_are_made()
    {
        var events = (await ReadAsync(StreamModes.Checkpoints)).Cast<CheckpointEvent>().ToList();

        events.Select(e => (e.Snapshot.Step, string.Join(' ', e.Snapshot.Next))).Should().Equal((-1, Graph.Start), (0, "a"), (1, "b"), (2, "c"), (3, ""));
        events[^1].Snapshot.CheckpointId.Should().Be(5);
    }

    [Fact]
    public async Task Debug_wraps_checkpoints_and_tasks_with_their_step()
    {
        var events = (await ReadAsync(StreamModes.Debug)).Cast<DebugEvent>().ToList();

        events.Select(e => (e.Step, e.Event.GetType().Name.Replace("Event", ""))).Should().Equal(
            (-1, "Checkpoint"), (0, "Checkpoint"), (1, "TaskStarted"), (1, "TaskFinished"),
            (1, "Checkpoint"), (2, "TaskStarted"), (2, "TaskFinished"),
            (2, "Checkpoint"), (3, "TaskStarted"), (3, "TaskFinished"), (3, "Checkpoint"));
    }

    [Fact]
    public async Task Messages_and_custom_values_come_from_inside_a_node()
    {
        var graph = StateGraph.Create<TrailState>("talk")
            .AddNode("talk", async (_, ctx) =>
            {
                await ctx.EmitMessageAsync("Hel");
                await ctx.EmitMessageAsync("lo");
                await ctx.EmitMessageAsync("other", "m2");
                await ctx.EmitAsync(42);
                return default;
            })
            .AddEdge(Graph.Start, "talk")
            .Compile();

        var events = await graph.StreamAsync(s_hi, config: new() { StreamModes = StreamModes.Messages | StreamModes.Custom }).ToListAsync();

        events.OfType<MessageEvent>().Select(e => (e.Node, e.Message, e.MessageId)).Should().Equal(("talk", "Hel", "talk"), ("talk", "lo", "talk"), ("talk", "other", "m2"));
        events.OfType<CustomEvent>().Select(e => (e.Node, e.Value)).Should().Equal(("talk", 42));
        (await graph.StreamAsync(s_hi, config: new() { StreamModes = StreamModes.None }).CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task All_modes_together_are_numbered_without_gaps_also_where_nodes_emit_side_by_side()
    {
        var graph = StateGraph.Create<TrailState>("many")
            .AddNode<int>("worker", async (i, ctx) =>
            {
                for (var n = 0; n < 50; n++)
                {
                    await ctx.EmitAsync(n);
                    await Task.Yield();
                }

                return new TrailState.Update { Trail = [$"{i}"] };
            })
            .AddConditionalEdges(Graph.Start, _ => Enumerable.Range(0, 8).Select(i => Send.To("worker", i)).ToArray())
            .Compile(TrailGraphs.Stored());
        var all = StreamModes.Values | StreamModes.Updates | StreamModes.Messages | StreamModes.Custom | StreamModes.Tasks | StreamModes.Checkpoints | StreamModes.Debug;

        var events = await graph.StreamAsync(s_hi, "t", new() { StreamModes = all }).ToListAsync();

        events.Select(e => e.Sequence).Should().Equal(Enumerable.Range(0, events.Count).Select(i => (long)i));
        events.OfType<CustomEvent>().Should().HaveCount(400);
    }

    [Fact]
    public async Task Events_of_subgraphs_carry_their_path_and_come_only_where_they_are_asked_for()
    {
        var inner = TrailGraphs.Abc().Compile();
        var middle = StateGraph.Create<TrailState>("middle").AddSubgraph("inner", inner).AddEdge(Graph.Start, "inner").Compile();
        var graph = StateGraph.Create<TrailState>("outer").AddSubgraph("middle", middle).AddEdge(Graph.Start, "middle").Compile();

        var all = await graph.StreamAsync(s_hi, config: new() { StreamModes = StreamModes.Updates, StreamSubgraphs = true }).ToListAsync();
        var own = await graph.StreamAsync(s_hi, config: new() { StreamModes = StreamModes.Updates }).ToListAsync();

        all.Cast<UpdatesEvent>().Select(e => $"{string.Join('/', e.Path)} {e.Node}").Should().Equal(
            "middle/inner a", "middle/inner b", "middle/inner c", "middle inner", " middle");
        own.Cast<UpdatesEvent>().Select(e => e.Node).Should().Equal("middle");
    }

    [Fact]
    public async Task Pauses_are_reported_with_their_questions_and_finished_tasks_as_cached_on_resume()
    {
        var graph = StateGraph.Create<TrailState>("ask")
            .AddNode("ask", (_, ctx) => new TrailState.Update { Trail = [ctx.Interrupt<string>("?")] })
            .AddNode("beside", _ => new TrailState.Update { Trail = ["beside"] })
            .AddEdge(Graph.Start, "ask")
            .AddEdge(Graph.Start, "beside")
            .Compile(TrailGraphs.Stored());
        var config = new RunConfig { StreamModes = StreamModes.Updates };

        var first = await graph.StreamAsync(s_hi, "t", config).ToListAsync();
        var second = await graph.StreamAsync(GraphInput.Answer("yes"), "t", config).ToListAsync();

        first.OfType<InterruptEvent>().Single().Interrupts.Single().ValueAs<string>().Should().Be("?");
        second.Cast<UpdatesEvent>().Select(e => (e.Node, e.IsCached)).Should().Equal(("beside", true), ("ask", false));
    }

    [Fact]
    public async Task What_was_reported_before_a_failure_is_read_before_the_failure()
    {
        var graph = TrailGraphs.Abc().AddNode("bad", NodeResult<TrailState> (_) => throw new TimeoutException()).AddEdge("c", "bad").Compile();
        var nodes = new List<string>();

        await Failure.OfAsync<TimeoutException>(async () =>
        {
            await foreach (var e in graph.StreamAsync(s_hi, config: new() { StreamModes = StreamModes.Updates }))
            {
                nodes.Add(((UpdatesEvent)e).Node);
            }
        });

        nodes.Should().Equal("a", "b", "c");
    }

    private static string Describe(GraphEvent e) => e switch
    {
        TaskStartedEvent started => $"start {started.TaskId} {started.Step}",
        TaskFinishedEvent finished => $"end {finished.TaskId} {finished.Step}",
        _ => e.ToString(),
    };

    private static async Task<List<GraphEvent>> ReadAsync(StreamModes modes) =>
        await TrailGraphs.Abc().Compile(TrailGraphs.Stored()).StreamAsync(s_hi, "t", new() { StreamModes = modes }).ToListAsync();
}
