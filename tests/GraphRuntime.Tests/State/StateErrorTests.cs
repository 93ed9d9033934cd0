using System.Text.Json;
using System.Text.Json.Serialization;
using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.State;

internal sealed class Knot
{
    public Knot? Next { get; set; }
}

[GraphState]
internal sealed partial record KnotState
{
    public Knot? Value { get; init; }

    public string? Text { get; init; }
}

[JsonSerializable(typeof(string))]
internal sealed partial class NarrowContext : JsonSerializerContext;

[GraphState(JsonContext = typeof(NarrowContext))]
internal sealed partial record NarrowState
{
    public string? Text { get; init; }

    public Knot? Knot { get; init; }
}

public sealed class StateErrorTests
{
    private static readonly JsonElement s_one = JsonSerializer.SerializeToElement(1);

    [Fact]
    public void A_type_that_the_context_does_not_know_is_found_when_the_graph_is_compiled()
    {
        var graph = StateGraph.Create<NarrowState>("narrow")
            .AddNode("a", s => new NarrowState.Update { Knot = new Knot() })
            .AddEdge(Graph.Start, "a");

        graph.Invoking(g => g.Compile(new() { Checkpointer = new InMemoryCheckpointer() })).Should().ThrowExactly<GraphBuildException>().Which.Problems.Should().ContainSingle()
            .Which.Should().StartWith("Channel 'Knot' cannot be stored: Knot is not known to the serializer: add [JsonSerializable(typeof(Knot))] to the context named by [GraphState(JsonContext = …)].");
        graph.Invoking(g => g.Compile()).Should().NotThrow("a graph that stores nothing may hold anything");
    }

    [Theory]
    [InlineData(DurabilityMode.Sync)]
    [InlineData(DurabilityMode.Async)]
    [InlineData(DurabilityMode.Exit)]
    public async Task A_value_that_is_no_data_is_a_named_error_and_is_not_stored(DurabilityMode durability)
    {
        var graph = Knots(_ => new KnotState.Update { Value = Endless() });
        await graph.InvokeAsync(new KnotState.Update { Text = "fine" }, "t");
        var before = (await graph.GetStateAsync("t")).CheckpointId;

        var error = await Failure.OfAsync<StateSerializationException>(
            async () => await graph.InvokeAsync(new KnotState.Update { Text = "knot" }, "t", new() { Durability = durability }));

        error.Message.Should().Be(
            (durability == DurabilityMode.Exit ? "" : "Graph 'knots', thread 't', node 'a': ") + "'Value': a value of type Knot cannot be written as JSON. State holds data only, without references that lead back to themselves; the inner exception names the place.");
        error.What.Should().Be("Value");
        error.InnerException.Should().BeOfType<JsonException>();
        var state = await graph.GetStateAsync("t");
        state.State.Value.Should().BeNull();
        state.CheckpointId.Should().BeGreaterThanOrEqualTo(before!.Value);
        (await graph.UpdateStateAsync("t", new KnotState.Update { Text = "mended" }, Graph.Start)).CheckpointId.Should().NotBeNull();
    }

    [Fact]
    public async Task A_question_or_an_answer_that_is_no_data_is_a_named_error()
    {
        var graph = Knots((s, ctx) => new KnotState.Update { Text = ctx.Interrupt<string>(s.Text == "knot" ? Endless() : "?") });

        (await Failure.OfAsync<StateSerializationException>(async () => await graph.InvokeAsync(new KnotState.Update { Text = "knot" }, "t"))).What.Should().Be("interrupt of a");
        await graph.InvokeAsync(new KnotState.Update { Text = "fine" }, "u");
        (await graph.RefusedAsync<StateSerializationException, KnotState>("u", async () => await graph.InvokeAsync(GraphInput.Answer(Endless()), "u"))).What.Should().Be("answer");
    }

    [Fact]
    public void An_update_by_name_knows_its_channels()
    {
        var schema = new JsonStateSchema().LastValue("a").Append("log").Build();

        var error = FluentActions.Invoking(() => new JsonUpdate(schema).Set("b", s_one)).Should().ThrowExactly<InvalidUpdateException>().Which;

        error.Message.Should().Be("State has no channel 'b'. It has: a, log.");
        error.Channel.Should().Be("b");
        FluentActions.Invoking(() => new JsonUpdate(null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("schema");
        FluentActions.Invoking(() => schema.KindOf("b")).Should().ThrowExactly<ArgumentException>().WithMessage("State has no channel 'b'. It has: a, log.*");
        FluentActions.Invoking(() => new JsonStateSchema().LastValue("a").Append("a").Build()).Should().ThrowExactly<ArgumentException>()
            .WithMessage("State has two channels named 'a'. Give each channel a name of its own.");
        FluentActions.Invoking(() => new JsonStateSchema().LastValue("")).Should().ThrowExactly<ArgumentException>();
    }

    [Fact]
    public async Task A_channel_without_reducer_is_not_overwritten()
    {
        var schema = new JsonStateSchema().LastValue("a").Build();
        var graph = Json(schema, schema, overwrite: true);

        var error = await Failure.OfAsync<InvalidUpdateException>(async () => await graph.InvokeAsync(new JsonUpdate(schema).Set("a", s_one), "t"));

        error.Message.Should().Be("Graph 'json', thread 't', node 'n': Channel 'a' (LastValue) has no reducer, so there is nothing to overwrite. Write the value instead.");
        error.Channel.Should().Be("a");
    }

    [Fact]
    public async Task An_update_made_for_another_schema_is_written_by_name_or_refused()
    {
        var schema = new JsonStateSchema().LastValue("a").LastValue("b").Build();
        var turned = new JsonStateSchema().LastValue("b").LastValue("a").Build();
        var other = new JsonStateSchema().LastValue("c").LastValue("a").Build();

        var result = await Json(schema, turned).InvokeAsync(new JsonUpdate(turned).Set("b", s_one), "t");
        var error = await Failure.OfAsync<InvalidUpdateException>(async () => await Json(schema, other, channel: "c").InvokeAsync(new JsonUpdate(schema).Set("b", s_one), "t"));

        result.State["a"]!.Value.GetInt32().Should().Be(1);
        result.State["b"]!.Value.GetInt32().Should().Be(1);
        error.Message.Should().Be("Graph 'json', thread 't', node 'n': State has no channel 'c'. It has: a, b.");
    }

    [Fact]
    public void A_subgraph_shares_the_state_only_where_it_has_the_same_channels()
    {
        var child = Json(new JsonStateSchema().LastValue("a").LastValue("b").Build(), null);
        var parent = StateGraph.Create(new JsonStateSchema().LastValue("a").Append("b").Build(), "parent").AddSubgraph("sub", child).AddEdge(Graph.Start, "sub");

        parent.Invoking(p => p.Compile()).Should().ThrowExactly<GraphBuildException>().Which.Problems.Should().Equal(
            "Node 'sub': graph 'json' has other channels than this graph, so the two cannot share their state. Build both with one schema, or add it with functions that map input and output.");
    }

    private static CompiledGraph<JsonState> Json(StateSchema<JsonState> schema, StateSchema<JsonState>? updates, string channel = "a", bool overwrite = false) =>
        StateGraph.Create(schema, "json")
            .AddNode("n", _ => overwrite ? new JsonUpdate(updates!).Overwrite(channel, s_one) : new JsonUpdate(updates!).Set(channel, s_one))
            .AddEdge(Graph.Start, "n")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

    private static CompiledGraph<KnotState> Knots(Func<KnotState, NodeResult<KnotState>> run) =>
        Knots((state, _) => state.Text == "knot" ? run(state) : default);

    private static CompiledGraph<KnotState> Knots(Func<KnotState, NodeContext, NodeResult<KnotState>> run) => StateGraph.Create<KnotState>("knots")
        .AddNode("a", run)
        .AddEdge(Graph.Start, "a")
        .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

    private static Knot Endless()
    {
        var knot = new Knot();
        knot.Next = knot;
        return knot;
    }
}
