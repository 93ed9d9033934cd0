using System.Collections.Immutable;
using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Tests.Calls;

[GraphState]
internal sealed partial record GatheringState
{
    [Topic(Accumulate = true)]
    public ImmutableArray<string> Events { get; init; } = [];

    [Merge]
    public ImmutableDictionary<string, string> Entries { get; init; } = ImmutableDictionary<string, string>.Empty;

    [Untracked]
    public string? Scratch { get; init; }
}

/// <summary>What accumulates crosses the border of a subgraph once: a value that came from above is not handed back, nor added to a memory that has it.</summary>
public sealed class GatheringTests
{
    [Theory]
    [InlineData(SubgraphPersistence.None)]
    [InlineData(SubgraphPersistence.Inherit)]
    [InlineData(SubgraphPersistence.OwnMemory)]
    public async Task A_topic_that_accumulates_has_each_event_once(SubgraphPersistence persistence)
    {
        var graph = Compile(persistence);

        await graph.InvokeAsync(new GatheringState.Update { Events = ["in"] }, "t");
        var done = await graph.InvokeAsync(new GatheringState.Update { Events = ["again"] }, "t");

        done.State.Events.Should().Equal("in", "beside", "one", "two", "again", "beside", "one", "two");
        (await graph.GetStateAsync("t")).State.Events.Should().Equal(done.State.Events);
    }

    [Theory]
    [InlineData(ReplayMode.Recorded)]
    [InlineData(ReplayMode.Verify)]
    public async Task A_history_with_an_entry_that_two_tasks_of_a_superstep_wrote_can_be_replayed(ReplayMode mode)
    {
        var graph = Compile(SubgraphPersistence.Inherit);
        await graph.InvokeAsync(new GatheringState.Update { Entries = Entry("in") }, "t");
        await graph.InvokeAsync(new GatheringState.Update { Entries = Entry("again") }, "t");

        var steps = await graph.ReplayAsync("t", mode).ToListAsync();

        steps.Should().OnlyContain(step => step.Divergence == null);
        StateOf(steps[^1]).Entries.Should().Equal(Entry("two"));
    }

    [Theory]
    [InlineData(ReplayMode.Recorded)]
    [InlineData(ReplayMode.Verify)]
    public async Task A_replay_shows_nothing_that_the_history_does_not_have(ReplayMode mode)
    {
        var graph = Compile(SubgraphPersistence.Inherit);
        await graph.InvokeAsync(new GatheringState.Update { Events = ["in"] }, "t");

        var steps = await graph.ReplayAsync("t", mode).ToListAsync();

        steps.Should().OnlyContain(static step => StateOf(step).Scratch == null);
    }

    [Fact]
    public async Task A_topic_that_accumulates_can_be_overwritten_and_the_overwrite_beats_the_other_writes_of_its_superstep()
    {
        var schema = new StateSchemaBuilder<JsonState>().Topic<JsonElement>("events", accumulate: true).Build(1, null, static reader => new JsonState(reader.Channels));
        var graph = StateGraph.Create(schema, "overwrite")
            .AddNode("a", _ => new JsonUpdate(schema).Set("events", Json("a")))
            .AddNode("b", _ => new JsonUpdate(schema).Overwrite("events", Json("b")))
            .AddNode("c", _ => new JsonUpdate(schema).Set("events", Json("c")))
            .AddEdge(Graph.Start, "a")
            .AddEdge(Graph.Start, "b")
            .AddEdge(Graph.Start, "c")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

        var done = await graph.InvokeAsync(new JsonUpdate(schema).Set("events", Json("in")), "t");
        var history = await graph.GetHistoryAsync("t").ToListAsync();

        done.State["events"]?.GetRawText().Should().Be("""["b"]""");
        history.ConvertAll(static one => one.State["events"]?.GetRawText()).Should().Equal("""["b"]""", """["in"]""", null);
    }

    private static CompiledGraph<GatheringState> Compile(SubgraphPersistence persistence)
    {
        var child = StateGraph.Create<GatheringState>("child")
            .AddNode("one", static _ => Writes("one"))
            .AddNode("two", static _ => Writes("two"))
            .AddEdge(Graph.Start, "one")
            .AddEdge("one", "two")
            .Compile(new() { Persistence = persistence });
        return StateGraph.Create<GatheringState>("main")
            .AddNode("beside", static _ => new GatheringState.Update { Events = ["beside"], Entries = Entry("beside") })
            .AddSubgraph("sub", child)
            .AddEdge(Graph.Start, "beside")
            .AddEdge(Graph.Start, "sub")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });
    }

    private static GatheringState StateOf(ReplayStep step) => ((StateSnapshot<GatheringState>)step.Snapshot).State;

    private static GatheringState.Update Writes(string node) => new() { Events = [node], Entries = Entry(node), Scratch = node };

    private static ImmutableDictionary<string, string> Entry(string value) => ImmutableDictionary<string, string>.Empty.Add("key", value);

    private static JsonElement Json(string value) => JsonSerializer.SerializeToElement((string[])[value]);
}
