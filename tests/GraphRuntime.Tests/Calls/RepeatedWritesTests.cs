using System.Text.Json;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Tests.Calls;

/// <summary>
/// A subgraph that shares the state and writes one channel several times hands back each write. Its stored result then has a name twice, wherever it waits and
/// whoever reads it.
/// </summary>
public sealed class RepeatedWritesTests
{
    private static readonly JsonElement s_one = JsonSerializer.SerializeToElement(1);

    private readonly InMemoryCheckpointer _store = new();

    [Fact]
    public async Task A_paused_thread_and_its_history_show_all_writes()
    {
        var graph = await PauseAsync();

        var history = await graph.GetHistoryAsync("t").ToListAsync();

        Log(await graph.GetStateAsync("t")).Should().Equal("s1", "s2");
        history.SelectMany(static snapshot => snapshot.Tasks).Should().Contain(static task => task.Name == "sub" && task.Writes!.ContainsKey("old"));
    }

    [Fact]
    public async Task They_are_applied_when_the_thread_goes_on()
    {
        var graph = await PauseAsync();

        (await graph.InvokeAsync(GraphInput.Answer(true), "t")).IsPaused.Should().BeFalse();

        Log(await graph.GetStateAsync("t")).Should().Equal("s1", "s2", "asked");
    }

    [Fact]
    public async Task They_are_migrated_with_the_state()
    {
        await PauseAsync();
        var newer = Newer(Schema(2, "renamed"));

        Log(await newer.GetStateAsync("t")).Should().Equal("s1", "s2");
        (await newer.InvokeAsync(GraphInput.Answer(true), "t")).IsPaused.Should().BeFalse();

        var state = await newer.GetStateAsync("t");
        Log(state).Should().Equal("s1", "s2", "asked");
        state.State["renamed"]!.Value.GetInt32().Should().Be(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task They_are_at_hand_when_a_new_input_cuts_the_superstep_off(bool migrates)
    {
        var older = await PauseAsync();
        var (schema, name) = migrates ? (Schema(2, "renamed"), "renamed") : (Schema(1, "old"), "old");
        var graph = migrates ? Newer(schema) : older;

        await graph.InvokeAsync(new JsonUpdate(schema).Set("log", Text("new")), "t");

        var state = await graph.GetStateAsync("t");
        Log(state).Should().StartWith(["s1", "s2", "new"]);
        state.State[name]!.Value.GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task A_recorded_replay_applies_each_of_them()
    {
        var graph = await PauseAsync();
        await graph.InvokeAsync(GraphInput.Answer(true), "t");

        var steps = await graph.ReplayAsync("t", ReplayMode.Recorded).ToListAsync();

        steps.Should().OnlyContain(static step => step.Divergence == null);
        Log((StateSnapshot<JsonState>)steps[^1].Snapshot).Should().Equal("s1", "s2", "asked");
    }

    /// <summary>Runs until the subgraph has finished and its sibling asks.</summary>
    private async Task<CompiledGraph<JsonState>> PauseAsync()
    {
        var schema = Schema(1, "old");
        var graph = Build(schema, "old").Compile(new() { Checkpointer = _store });
        (await graph.InvokeAsync(new JsonUpdate(schema), "t")).IsPaused.Should().BeTrue();
        return graph;
    }

    private CompiledGraph<JsonState> Newer(StateSchema<JsonState> schema) => Build(schema, "renamed").AddMigration(1, static state =>
    {
        state["renamed"] = state["old"]?.DeepClone();
        state.Remove("old");
    }).Compile(new() { Checkpointer = _store });

    private static StateSchema<JsonState> Schema(int version, string name) => new JsonStateSchema().LastValue(name).Append("log").Build(version);

    private static StateGraph<JsonState> Build(StateSchema<JsonState> schema, string name)
    {
        var inner = StateGraph.Create(schema, "inner")
            .AddNode("s1", (_, _) => new JsonUpdate(schema).Set("log", Text("s1")))
            .AddNode("s2", (_, _) => new JsonUpdate(schema).Set("log", Text("s2")).Set(name, s_one))
            .AddEdge(Graph.Start, "s1")
            .AddEdge("s1", "s2")
            .Compile();
        return StateGraph.Create(schema, "outer")
            .AddSubgraph("sub", inner)
            .AddNode("wait", (_, context) => context.Interrupt<bool>("go on?") ? new JsonUpdate(schema).Set("log", Text("asked")) : default)
            .AddEdge(Graph.Start, "sub")
            .AddEdge(Graph.Start, "wait")
            .OnPreempted(static (_, left) => new All(left.Finished));
    }

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text);

    private static IEnumerable<string?> Log(StateSnapshot<JsonState> snapshot) => snapshot.State["log"]!.Value.EnumerateArray().Select(static item => item.GetString());

    /// <summary>Several updates as one.</summary>
    private sealed class All(IReadOnlyList<StateUpdate> updates) : StateUpdate<JsonState>
    {
        public override void WriteTo(UpdateWriter writer)
        {
            foreach (var update in updates)
            {
                update.WriteTo(writer);
            }
        }
    }
}
