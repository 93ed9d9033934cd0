namespace GraphRuntime.Studio.Tests.Api;

/// <summary>Edits of states: values, skipping, choosing what runs next, forks and runs from earlier checkpoints.</summary>
public sealed class EditTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_state_is_edited_as_a_node(bool sqlite)
    {
        await using var host = await PausedAsync("last", sqlite);

        var edited = await host.PostAsync("threads/t/state", """{"values":{"Text":"edited","Trail":["hand"]},"asNode":"first"}""");

        edited.Json.GetProperty("next")[0].GetString().Should().Be("outer");
        (await StateAsync(host)).Should().BeEquivalentTo(new { Text = "edited", Count = 5 });
    }

    [Fact]
    public async Task A_state_of_a_subgraph_is_edited()
    {
        await using var host = await PausedAsync("outer/inner/y");
        var inner = (await host.GetAsync("threads/t/state")).Json.GetProperty("tasks")[0].GetProperty("subgraph").GetProperty("tasks")[0].GetProperty("namespace").GetString();

        (await host.PostAsync("threads/t/state", $$"""{"values":{"Count":100},"asNode":"x","namespace":"{{inner}}"}""")).Status.Should().Be(HttpStatusCode.OK);
        await host.CommandAsync("t", "resume");

        (await StateAsync(host)).Count.Should().Be(103);
    }

    [Theory]
    [InlineData("""{"values":{"Nothing":1}}""")]
    [InlineData("""{"values":{"Count":"many"}}""")]
    [InlineData("""{"values":[]}""")]
    [InlineData("""{"values":{},"asNode":"nowhere"}""")]
    [InlineData("""{"values":{},"namespace":"nowhere:1"}""")]
    public async Task An_edit_that_does_not_fit_is_refused(string body)
    {
        await using var host = await PausedAsync("last");

        (await host.PostAsync("threads/t/state", body)).Refusal.Should().Be((422, "invalid_argument"));
        (await StateAsync(host)).Count.Should().Be(5);
    }

    [Theory]
    [InlineData("outer/inner/y", new[] { "first", "a", "x", "b", "last" })]
    [InlineData("outer", new[] { "first", "last" })]
    [InlineData("outer/a", new[] { "first", "x", "y", "b", "last" })]
    public async Task A_node_is_skipped(string node, string[] trail)
    {
        await using var host = await PausedAsync(node);

        (await host.PostAsync("threads/t/skip", $$"""{"node":"{{node}}"}""")).Status.Should().Be(HttpStatusCode.OK);
        await host.CommandAsync("t", "resume");

        (await StateAsync(host)).Trail.Should().Equal(trail);
        (await host.PostAsync("threads/t/skip", "{}")).Refusal.Should().Be((409, "not_paused"));
    }

    [Fact]
    public async Task What_runs_next_is_chosen()
    {
        await using var host = await PausedAsync("outer");

        var next = await host.PostAsync("threads/t/next", """{"nodes":["last"]}""");
        await host.CommandAsync("t", "resume");

        next.Json.GetProperty("next")[0].GetString().Should().Be("last");
        (await StateAsync(host)).Trail.Should().Equal("first", "last");
        (await host.PostAsync("threads/t/next", """{"nodes":["nowhere"]}""")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.PostAsync("threads/t/next", """{"nodes":[]}""")).Refusal.Should().Be((422, "invalid_argument"));
    }

    [Theory]
    [InlineData("outer/inner/y", new[] { "outer/inner/x" }, new[] { "first", "a", "x", "x", "y", "b", "last" })]
    [InlineData("outer/inner/x", new[] { "outer/inner/y" }, new[] { "first", "a", "y", "b", "last" })]
    [InlineData("outer/inner/y", new[] { "outer/b" }, new[] { "first", "a", "b", "last" })]
    [InlineData("outer/inner/y", new[] { "last" }, new[] { "first", "last" })]
    public async Task What_runs_next_is_chosen_inside_a_subgraph_and_around_it(string at, string[] next, string[] trail)
    {
        await using var host = await PausedAsync(at);

        var made = await host.PostAsync("threads/t/next", JsonSerializer.Serialize(new { nodes = next }));
        await host.CommandAsync("t", "resume");

        made.Json.GetProperty("next").EnumerateArray().Select(static path => path.GetString()).Should().Equal(next);
        (await StateAsync(host)).Trail.Should().Equal(trail);
    }

    [Fact]
    public async Task What_runs_next_in_a_subgraph_is_refused_before_it_begins_and_for_nodes_of_two_graphs()
    {
        await using var host = await PausedAsync("outer/inner");

        (await host.PostAsync("threads/t/next", """{"nodes":["outer/inner/y"]}""")).Refusal.Should().Be((409, "subgraph_not_open"));
        (await host.PostAsync("threads/t/next", """{"nodes":["outer/b","last"]}""")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.PostAsync("threads/t/next", """{"nodes":["outer/nowhere"]}""")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.PostAsync("threads/t/next", """{"nodes":["b"],"namespace":"outer:none"}""")).Refusal.Should().Be((409, "subgraph_not_open"));
    }

    [Fact]
    public async Task A_fork_makes_an_earlier_checkpoint_the_newest()
    {
        await using var host = await PausedAsync("last");

        var fork = await host.PostAsync("threads/t/fork", """{"checkpoint":3}""");
        var checkpoints = (await host.GetAsync("threads/t/checkpoints")).Items;

        fork.Json.GetProperty("next")[0].GetString().Should().Be("outer");
        checkpoints[0].GetProperty("source").GetString().Should().Be("fork");
        checkpoints[0].GetProperty("parentId").GetInt64().Should().Be(2);
        checkpoints.Should().HaveCount(5);
        (await host.PostAsync("threads/t/fork", """{"checkpoint":99}""")).Refusal.Should().Be((404, "checkpoint_not_found"));
        (await host.PostAsync("threads/t/fork", "{}")).Refusal.Should().Be((422, "invalid_argument"));
    }

    [Fact]
    public async Task A_run_goes_on_from_an_earlier_checkpoint_with_another_input_or_none()
    {
        await using var host = await PausedAsync("last");

        (await host.PostAsync("threads/t/rerun", """{"checkpoint":3}""")).Status.Should().Be(HttpStatusCode.Created);
        await host.StoppedAsync("t");
        var same = await StateAsync(host);
        (await host.PostAsync("threads/t/rerun", """{"checkpoint":3,"input":{"Text":"other"}}""")).Status.Should().Be(HttpStatusCode.Created);
        await host.StoppedAsync("t");
        var other = await StateAsync(host);

        same.Trail.Should().Equal("first", "a", "x", "y", "b", "last");
        other.Trail.Should().Equal("first", "first", "a", "x", "y", "b", "last");
        other.Text.Should().Be("other");
    }

    [Fact]
    public async Task A_thread_with_a_run_in_flight_is_not_edited()
    {
        await using var host = await StudioHost.StartAsync();
        await host.Coordinator.CreateRunAsync("t", "desk", new DeskState.Update { Text = "wait" });
        await host.Gate.Entered.Soon();

        (await host.PostAsync("threads/t/state", """{"values":{"Text":"x"}}""")).Refusal.Should().Be((409, "thread_busy"));
        (await host.PostAsync("threads/t/fork", """{"checkpoint":1}""")).Refusal.Should().Be((409, "thread_busy"));
        (await host.PostAsync("threads/t/next", """{"nodes":["file"]}""")).Refusal.Should().Be((409, "thread_busy"));
        host.Gate.Open();
    }

    private static async Task<StudioHost> PausedAsync(string node, bool sqlite = false)
    {
        var host = await StudioHost.StartAsync(sqlite: sqlite);
        await host.RunAsync("t", "nested", """{"Text":"hi"}""", "pause");
        await host.CommandAsync("t", "runTo", node);
        return host;
    }

    private static async Task<NestedState> StateAsync(StudioHost host) => (NestedState)(await host.Coordinator.GetStateAsync("t")).StateObject;
}
