using System.Text.Json;

namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task Runs_of_a_graph_that_a_process_does_not_have_wait_for_one_that_has_it()
    {
        var refunds = await RefundsAsync();
        var old = await _world.StartAsync();
        var chat = await SayAsync(old, "one", thread: "other");
        (await EndAsync(chat)).Should().Be(RunStatus.Success);
        await _world.PassUntilAsync(() => old.Health.WaitingGraphs.Count > 0);

        old.Health.WaitingGraphs.Should().Equal("refund");
        _world.Logged.Of(2032).Should().ContainSingle().Which.Text.Should().Contain("refund");
        (await refunds.GetAsync()).Should().Match<RunInfo>(run => run.Status == RunStatus.Pending && run.Attempt == 0);

        await StartWithRefundsAsync();
        (await refunds.JoinAsync().Soon()).Should().Match<RunInfo>(run => run.Status == RunStatus.Success && run.Attempt == 1);
        await _world.PassUntilAsync(() => old.Health.WaitingGraphs.Count == 0);
    }

    [StoreFact]
    public async Task An_owed_input_of_a_graph_that_a_process_does_not_have_is_not_dropped()
    {
        var owed = await RefundsAsync();
        var old = _world.Create();
        var next = await SayAsync(old, "two", Interrupt);
        (await owed.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        await old.StartAsync();
        await _world.PassUntilAsync(() => _world.Logged.Of(2033).Count > 0);
        await old.StopAsync();

        (await next.GetAsync()).Should().Match<RunInfo>(run => run.Status == RunStatus.Pending && run.Attempt == 0);
        var newer = await StartWithRefundsAsync();
        var done = newer.JoinAsync(Thread, next.RunId);
        (await _world.PassUntilAsync(done)).Status.Should().Be(RunStatus.Success);
        (await MessagesAsync()).Where(message => !message.Contains('(')).Should().Equal("refund", "two");
    }

    [StoreFact]
    public async Task Runs_on_a_state_of_a_newer_version_wait_for_a_process_that_reads_it()
    {
        var newer = await _world.StartAsync(graphs: _ => Versioned(2));
        (await EndAsync(await LogAsync(newer, "zero"))).Should().Be(RunStatus.Success);
        await newer.StopAsync();
        var old = _world.Create(graphs: _ => Versioned(1));
        var owed = await LogAsync(old, "one");
        var next = await LogAsync(old, "two", Interrupt);
        (await owed.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);

        await old.StartAsync();
        await _world.PassUntilAsync(() => _world.Logged.Of(2034).Count > 0);
        await old.StopAsync();
        (await next.GetAsync()).Should().Match<RunInfo>(run => run.Status == RunStatus.Pending && run.Attempt == 0);

        var again = await _world.StartAsync(graphs: _ => Versioned(2));
        (await _world.PassUntilAsync(again.JoinAsync(Thread, next.RunId))).Status.Should().Be(RunStatus.Success);
        var log = (await Compiled(2).GetStateAsync(Thread)).State["log"]!.Value;
        log.EnumerateArray().Select(entry => entry.GetString()).Should().Equal("zero", "one", "two");
    }

    [StoreFact]
    public async Task An_input_that_an_older_version_admitted_is_migrated_when_it_runs()
    {
        var old = _world.Create(graphs: _ => new ThreadGraph<JsonState>("title", Titled(1)));
        var run = await old.CreateRunAsync(
            Thread, "title", new JsonUpdate(TitleSchema(1)).Set("name", JsonSerializer.SerializeToElement("one")), new RunOptions { CreateThread = true });

        await _world.StartAsync(graphs: _ => new ThreadGraph<JsonState>("title", Titled(2)));

        (await _world.PassUntilAsync(run.JoinAsync())).Status.Should().Be(RunStatus.Success);
        (await Titled(2).GetStateAsync(Thread)).State["title"]!.Value.GetString().Should().Be("one");
    }

    [StoreFact]
    public async Task A_process_that_only_submits_leaves_the_runs_to_others()
    {
        var submits = await _world.StartAsync(options => options.ExecuteRuns = false);
        var run = await SayAsync(submits, "one");
        (await run.GetAsync()).Should().Match<RunInfo>(info => info.Status == RunStatus.Pending && info.Attempt == 0);

        await StartedAsync();

        (await run.JoinAsync().Soon()).Status.Should().Be(RunStatus.Success);
    }

    private static StateSchema<JsonState> Schema(int version) => new JsonStateSchema().Append("log").Build(version);

    private CompiledGraph<JsonState> Compiled(int version)
    {
        var graph = StateGraph.Create(Schema(version), "log").AddNode("rest", _ => default).AddEdge(Graph.Start, "rest");
        for (var from = 1; from < version; from++)
        {
            graph.AddMigration(from, static _ => { });
        }

        return graph.Compile(new CompileOptions { Checkpointer = _world.Checkpointer, TimeProvider = _world.Time });
    }

    /// <summary>The second version calls the channel of the first one by another name.</summary>
    private CompiledGraph<JsonState> Titled(int version) => StateGraph.Create(TitleSchema(version), "title").AddNode("rest", _ => default).AddEdge(Graph.Start, "rest")
        .AddMigration(1, static state =>
        {
            if (state.Remove("name", out var name))
            {
                state["title"] = name;
            }
        })
        .Compile(new CompileOptions { Checkpointer = _world.Checkpointer, TimeProvider = _world.Time });

    private static StateSchema<JsonState> TitleSchema(int version) => new JsonStateSchema().LastValue(version == 1 ? "name" : "title").Build(version);

    private ThreadGraph<JsonState> Versioned(int version) => new("log", Compiled(version));

    private static async Task<RunHandle> LogAsync(ThreadRunCoordinator coordinator, string text, RunOptions? options = null) =>
        await coordinator.CreateRunAsync(Thread, "log", new JsonUpdate(Schema(1)).Set("log", JsonSerializer.SerializeToElement(text)), (options ?? new RunOptions()) with { CreateThread = true });

    /// <summary>A run of a graph that only newer processes have.</summary>
    private async Task<RunHandle> RefundsAsync() =>
        await _world.Create(graphs: Renamed).CreateRunAsync(Thread, "refund", ChatGraph.Say("refund"), new RunOptions { CreateThread = true });

    private async Task<ThreadRunCoordinator> StartWithRefundsAsync()
    {
        var newer = _world.Create(graphs: Renamed);
        await newer.StartAsync();
        return newer;
    }

    private IThreadGraph? Renamed(string name) => name switch
    {
        "refund" => Chat.Named("refund"),
        "chat" => Chat.Engine,
        _ => null,
    };
}
