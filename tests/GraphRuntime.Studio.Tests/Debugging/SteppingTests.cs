namespace GraphRuntime.Studio.Tests.Debugging;

/// <summary>Stepping through nested graphs, on both stores.</summary>
public sealed class SteppingTests
{
    private const string Input = """{"Text":"hi"}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Steps_go_over_into_and_out_of_subgraphs(bool sqlite)
    {
        await using var host = await StudioHost.StartAsync(sqlite: sqlite);

        Where(await host.RunAsync("t", "nested", Input, "pause")).Should().Be("first");
        Where(await host.CommandAsync("t", "stepOver")).Should().Be("outer");
        Where(await host.CommandAsync("t", "stepInto")).Should().Be("outer/a");
        Where(await host.CommandAsync("t", "stepOver")).Should().Be("outer/inner");
        Where(await host.CommandAsync("t", "stepInto")).Should().Be("outer/inner/x");
        Where(await host.CommandAsync("t", "stepOver")).Should().Be("outer/inner/y");
        Where(await host.CommandAsync("t", "stepOut")).Should().Be("outer/b");
        Where(await host.CommandAsync("t", "stepOut")).Should().Be("last");
        var end = await host.CommandAsync("t", "stepOver");

        end.GetProperty("phase").GetString().Should().Be("finished");
        (await TrailAsync(host)).Should().Equal("first", "a", "x", "y", "b", "last");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stepping_over_runs_a_subgraph_as_a_whole(bool sqlite)
    {
        await using var host = await StudioHost.StartAsync(sqlite: sqlite);
        await host.RunAsync("t", "nested", Input, "pause");

        Where(await host.CommandAsync("t", "stepOver")).Should().Be("outer");
        Where(await host.CommandAsync("t", "stepOver")).Should().Be("last");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stepping_back_undoes_steps_and_nothing_is_lost(bool sqlite)
    {
        await using var host = await StudioHost.StartAsync(sqlite: sqlite);
        await host.RunAsync("t", "nested", Input, "pause");
        await host.CommandAsync("t", "runTo", "outer/inner/y");

        var before = new List<string?>();
        for (var i = 0; i < 5; i++)
        {
            before.Add(Where(await BackAsync(host)));
        }

        before.Should().Equal("outer/inner/x", "outer/inner", "outer/a", "outer", "first");
        var end = await host.CommandAsync("t", "resume");
        end.GetProperty("phase").GetString().Should().Be("finished");
        (await TrailAsync(host)).Should().Equal("first", "a", "x", "y", "b", "last");
    }

    /// <summary>A step back from each place leads to the same end: a subgraph hands back what its nodes wrote, once.</summary>
    [Theory]
    [InlineData("outer/a", 1)]
    [InlineData("outer/inner", 1)]
    [InlineData("outer/inner/x", 1)]
    [InlineData("outer/inner/y", 1)]
    [InlineData("outer/b", 1)]
    [InlineData("outer/b", 2)]
    [InlineData("last", 1)]
    [InlineData("last", 2)]
    public async Task A_step_back_from_anywhere_leads_to_the_same_end(string node, int steps)
    {
        await using var host = await StudioHost.StartAsync();
        await host.RunAsync("t", "nested", Input, "pause");
        Where(await host.CommandAsync("t", "runTo", node)).Should().Be(node);
        for (var i = 0; i < steps; i++)
        {
            await BackAsync(host);
        }

        await host.CommandAsync("t", "resume");

        (await TrailAsync(host)).Should().Equal("first", "a", "x", "y", "b", "last");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TaskMaistro_is_stepped_node_by_node(bool sqlite)
    {
        const string Say = """{"Messages":[{"Role":"user","MessageId":"m1","Contents":[{"$type":"text","Text":"Add a ToDo to follow-up with DI Repairs."}]}]}""";
        await using var host = await StudioHost.StartAsync(sqlite: sqlite);
        var nodes = new List<string?>();

        for (var session = await host.RunAsync("t", "task_maistro", Say, "pause"); session.GetProperty("phase").GetString() == "paused"; session = await host.CommandAsync("t", "stepOver"))
        {
            nodes.Add(Where(session));
        }

        nodes.Should().Equal("check_input", "assistant", "extract", "save", "assistant");
        var runs = (await host.GetAsync("threads/t/runs")).Items;
        runs.Select(static run => run.GetProperty("studio").GetString()).Should().Equal("stepOver", "stepOver", "stepOver", "stepOver", "stepOver", "run");
    }

    [Fact]
    public async Task Run_to_goes_on_to_a_node_anywhere()
    {
        await using var host = await StudioHost.StartAsync();
        await host.RunAsync("t", "nested", Input, "pause");

        var there = await host.CommandAsync("t", "runTo", "outer/inner/y");

        Where(there).Should().Be("outer/inner/y");
        there.GetProperty("stop").GetProperty("reason").GetString().Should().Be("runTo");
        there.GetProperty("scope").GetString().Should().Be("outer/inner");
        (await host.PostAsync("threads/t/session", """{"command":"runTo","node":"outer/nowhere"}""")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.PostAsync("threads/t/session", """{"command":"runTo"}""")).Refusal.Should().Be((422, "invalid_argument"));
        Where((await host.GetAsync("threads/t/session")).Json).Should().Be("outer/inner/y");
    }

    [Fact]
    public async Task A_session_that_was_lost_is_gone_on_with()
    {
        await using var host = await StudioHost.StartAsync();
        await host.Coordinator.JoinAsync("t", (await host.Coordinator.CreateRunAsync(
            "t", "nested", new NestedState.Update { Text = "hi" }, new RunOptions { Config = new RunConfig { InterruptBefore = ["outer/inner/y"] } })).RunId).Soon();

        var unknown = (await host.GetAsync("threads/t/session")).Json;
        unknown.GetProperty("phase").GetString().Should().Be("none");
        unknown.GetProperty("scope").GetString().Should().Be("outer/inner");
        Where(await host.CommandAsync("t", "stepOver")).Should().Be("outer/b");
    }

    [Fact]
    public async Task Commands_that_make_no_sense_are_refused()
    {
        await using var host = await StudioHost.StartAsync();
        (await host.PostAsync("threads/none/session", """{"command":"resume"}""")).Refusal.Should().Be((404, "thread_not_found"));
        await host.PostAsync("threads", """{"threadId":"t"}""");

        (await host.PostAsync("threads/t/session", """{"command":"resume"}""")).Refusal.Should().Be((409, "not_paused"));
        (await host.PostAsync("threads/t/session", """{"command":"pause"}""")).Refusal.Should().Be((409, "not_running"));
        (await host.PostAsync("threads/t/session", """{"command":"dance"}""")).Refusal.Should().Be((422, "invalid_argument"));
        (await host.PostAsync("threads/t/session", "{")).Refusal.Should().Be((422, "invalid_argument"));
        await host.RunAsync("t", "nested", Input);
        (await host.PostAsync("threads/t/session", """{"command":"stepOver"}""")).Refusal.Should().Be((409, "not_paused"));
    }

    private static async Task<JsonElement> BackAsync(StudioHost host) => (await host.PostAsync("threads/t/session", """{"command":"stepBack"}""")).Json;

    private static string? Where(JsonElement session) => session.GetProperty("next") is var next && next.GetArrayLength() == 1 ? next[0].GetString() : next.GetRawText();

    private static async Task<IReadOnlyList<string>> TrailAsync(StudioHost host) => ((NestedState)(await host.Coordinator.GetStateAsync("t")).StateObject).Trail;
}
