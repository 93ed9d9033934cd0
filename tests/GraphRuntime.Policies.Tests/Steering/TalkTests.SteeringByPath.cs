using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Inputs that go into a subgraph of the run in flight.</content>
public abstract partial class TalkTests
{
    private static readonly RunOptions SteerInside = new() { MultitaskStrategy = MultitaskStrategy.Steer, SteersPath = "inside" };

    /// <summary>A graph "outer": "before", a subgraph "inside" with "think" and "answer", and "after"; with rounds, it calls the subgraph so often.</summary>
    private void AddOuter(SubgraphPersistence persistence = SubgraphPersistence.Inherit, int rounds = 1, NodeOptions? options = null)
    {
        var inside = StateGraph.Create<TalkState>("inside")
            .AddNode("think", (state, context) => _talk.RunAsync("think", state, context))
            .AddNode("answer", (state, context) => _talk.RunAsync("answer", state, context))
            .AddEdge(Graph.Start, "think")
            .AddEdge("think", "answer")
            .Compile(new CompileOptions { Persistence = persistence });
        _talk.Add("outer", _talk.Compile(StateGraph.Create<TalkState>("outer")
            .AddSubgraph("inside", inside, options)
            .AddNode("after", (state, context) => _talk.RunAsync("after", state, context))
            .AddEdge(Graph.Start, "inside")
            .AddEdge("inside", "after")
            .AddConditionalEdges("after", state => state.Messages.Count(static m => m.StartsWith("after", StringComparison.Ordinal)) < rounds ? "inside" : Graph.End, "inside", Graph.End)));
    }

    private ValueTask<RunHandle> SteerInsideAsync(ThreadRunCoordinator coordinator, string text) => SayAsync(coordinator, text, SteerInside, graph: "outer");

    private static async Task<IReadOnlyList<string>> OuterAsync(ThreadRunCoordinator coordinator) => ((TalkState)(await coordinator.GetStateAsync(Thread)).StateObject).Messages;

    private static async Task NotAppliedAsync(RunHandle run) =>
        (await run.JoinAsync().Soon()).Should().BeEquivalentTo(new { Status = RunStatus.Interrupted, Reason = RunStatusReason.NotApplied, SteersPath = "inside" });

    private static async Task SteeredAsync(RunHandle run, RunHandle into) =>
        (await run.JoinAsync().Soon()).Should().BeEquivalentTo(new { Status = RunStatus.Success, Reason = RunStatusReason.Steered, SteersRunId = into.RunId, SteersPath = "inside" });

    [StoreTheory]
    [InlineData(SubgraphPersistence.Inherit)]
    [InlineData(SubgraphPersistence.OwnMemory)]
    public async Task DT_100_An_input_for_a_subgraph_is_applied_between_two_of_its_supersteps(SubgraphPersistence persistence)
    {
        AddOuter(persistence);
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think", graph: "outer");

        var second = await SteerInsideAsync(coordinator, "two");
        var third = await first.SteerAsync(Talk.Say("three"), SteerInside);
        second.Admission.Should().BeEquivalentTo(new { Applied = MultitaskStrategy.Steer, SteersRunId = first.RunId });
        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        await SteeredAsync(second, first);
        await SteeredAsync(third, first);
        (await OuterAsync(coordinator)).Should().Equal("one", "think(one)", "two", "three", "answer(three)", "after(three)");
        (await coordinator.GetThreadAsync(Thread)).Status.Should().Be(ThreadStatus.Idle);
    }

    [StoreFact]
    public async Task DT_100_It_waits_for_the_call_and_goes_into_one_call_only()
    {
        AddOuter(rounds: 3);
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "answer", graph: "outer");
        var last = new Gate();
        _talk.On("after", "three", last);

        var second = await SteerInsideAsync(coordinator, "two");
        gate.Open();
        await Task.WhenAny(last.Reached, first.JoinAsync().AsTask()).Soon();
        last.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        await SteeredAsync(second, first);
        (await OuterAsync(coordinator)).Should().Equal(
            "one", "think(one)", "answer(one)", "after(one)", "two", "think(two)", "answer(two)", "after(two)", "think(two)", "answer(two)", "after(two)");
    }

    [StoreFact]
    public async Task DT_101_Where_the_run_ends_before_a_call_its_record_says_that_it_was_not_applied()
    {
        AddOuter();
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "after", graph: "outer");

        var second = await SteerInsideAsync(coordinator, "two");
        var third = await SayAsync(coordinator, "three", graph: "outer");
        gate.Open();

        await NotAppliedAsync(second);
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await EndAsync(third)).Should().Be(RunStatus.Success);
        (await OuterAsync(coordinator)).Should().Equal("one", "think(one)", "answer(one)", "after(one)", "three", "think(three)", "answer(three)", "after(three)");
        (await coordinator.ExplainAsync(Thread, second.RunId)).ToString().Should().Contain("was not applied");
    }

    [StoreFact]
    public async Task DT_101_Where_the_run_is_interrupted_it_is_not_applied_also_if_a_call_had_it()
    {
        AddOuter();
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think", graph: "outer");
        var second = await SteerInsideAsync(coordinator, "two");
        var stands = new Gate();
        _talk.On("answer", "two", stands);
        gate.Open();
        await stands.Reached.Soon();

        var third = await SayAsync(coordinator, "three", Interrupt, graph: "outer");

        (await EndAsync(third)).Should().Be(RunStatus.Success);
        await NotAppliedAsync(second);
        (await EndAsync(first)).Should().Be(RunStatus.Interrupted);
        (await OuterAsync(coordinator)).Should().Equal("one", "three", "think(three)", "answer(three)", "after(three)");
    }

    [StoreFact]
    public async Task DT_101_Where_the_run_fails_in_a_call_that_has_it_it_is_applied_when_the_call_goes_on()
    {
        AddOuter();
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think", graph: "outer");
        var second = await SteerInsideAsync(coordinator, "two");
        var fails = true;
        _talk.On("answer", "two", _ => fails ? throw new InvalidOperationException("broken") : Task.CompletedTask);
        gate.Open();
        (await EndAsync(first)).Should().Be(RunStatus.Error);
        fails = false;

        var resumed = await coordinator.CreateRunAsync(Thread, "outer", GraphInput.Resume);

        (await EndAsync(resumed)).Should().Be(RunStatus.Success);
        (await second.JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.Steered);
        (await OuterAsync(coordinator)).Should().Equal("one", "think(one)", "two", "answer(two)", "after(two)");
    }

    [StoreTheory]
    [InlineData(SubgraphPersistence.Inherit)]
    [InlineData(SubgraphPersistence.OwnMemory)]
    public async Task DT_102_A_call_that_asks_has_what_it_applied_and_takes_more_when_it_goes_on(SubgraphPersistence persistence)
    {
        AddOuter(persistence);
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think", graph: "outer");
        var second = await SteerInsideAsync(coordinator, "two");
        var asking = new Gate();
        _talk.On("answer", "two", async context =>
        {
            await asking.PassAsync(context.CancellationToken);
            context.Interrupt<string>("sure?");
        });
        gate.Open();
        await asking.Reached.Soon();
        var third = await SteerInsideAsync(coordinator, "three");
        asking.Open();
        (await first.JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.AwaitingAnswer);
        (await second.GetAsync()).Status.Should().Be(RunStatus.Pending);

        var answer = await coordinator.CreateRunAsync(Thread, "outer", GraphInput.Answer("yes"));

        (await EndAsync(answer)).Should().Be(RunStatus.Success);
        await SteeredAsync(second, answer);
        await NotAppliedAsync(third);
        (await OuterAsync(coordinator)).Should().Equal("one", "think(one)", "two", "answer(two)", "after(two)");
    }

    [StoreFact]
    public async Task DT_102_A_node_that_is_tried_again_has_it_once()
    {
        AddOuter(options: new NodeOptions { Retry = new RetryPolicy { InitialDelay = TimeSpan.Zero, ShouldRetry = static _ => true } });
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think", graph: "outer");
        var second = await SteerInsideAsync(coordinator, "two");
        var failures = 2;
        _talk.On("answer", "two", _ => failures-- > 0 ? throw new IOException("passing") : Task.CompletedTask);
        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        await SteeredAsync(second, first);
        (await OuterAsync(coordinator)).Should().Equal("one", "think(one)", "two", "answer(two)", "after(two)");
    }

    [StoreFact]
    public async Task DT_102_A_run_that_is_preempted_in_the_call_goes_on_with_it()
    {
        AddOuter();
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think", graph: "outer");
        var second = await SteerInsideAsync(coordinator, "two");
        var stands = new Gate();
        _talk.On("answer", "two", stands);
        gate.Open();
        await stands.Reached.Soon();

        var urgent = await SayAsync(coordinator, "urgent", new RunOptions { MultitaskStrategy = MultitaskStrategy.Preempt }, graph: "outer");
        (await EndAsync(urgent)).Should().Be(RunStatus.Success);
        stands.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        await SteeredAsync(second, first);
        (await OuterAsync(coordinator)).Should().ContainSingle(static message => message == "two").And.Contain("answer(two)");
    }

    [StoreFact]
    public async Task DT_103_A_rollback_takes_it_with_the_run()
    {
        AddOuter();
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think", graph: "outer");
        var second = await SteerInsideAsync(coordinator, "two");
        var stands = new Gate();
        _talk.On("answer", "two", stands);
        gate.Open();
        await stands.Reached.Soon();

        var third = await SayAsync(coordinator, "three", Rollback, graph: "outer");

        (await EndAsync(third)).Should().Be(RunStatus.Success);
        (await IsGoneAsync(first)).Should().BeTrue();
        (await IsGoneAsync(second)).Should().BeTrue();
        (await OuterAsync(coordinator)).Should().Equal("three", "think(three)", "answer(three)", "after(three)");
    }

    [StoreFact]
    public async Task DT_103_It_is_refused_at_the_door_where_nothing_can_take_it()
    {
        AddOuter();
        var coordinator = await _talk.StartAsync();
        (await coordinator.Invoking(c => SteerInsideAsync(c, "two").AsTask()).Should().ThrowAsync<RunNotSteerableException>("nothing is in flight"))
            .Which.Should().Match<RunNotSteerableException>(static refused => refused.RunId.Length == 0 && refused.Message.Contains("'inside'"));
        var (first, gate) = await BusyAsync(coordinator, node: "think", graph: "outer");

        foreach (var path in new[] { "nowhere", "after", "inside/think", "" })
        {
            (await coordinator.Invoking(c => SayAsync(c, "two", SteerInside with { SteersPath = path }, graph: "outer").AsTask()).Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Contain("has no subgraph");
        }

        await coordinator.Invoking(c => SayAsync(c, "two", SteerInside with { MultitaskStrategy = null }, graph: "outer").AsTask()).Should().ThrowAsync<ArgumentException>();
        await coordinator.Invoking(c => SayAsync(c, "two", SteerInside with { Delay = TimeSpan.FromSeconds(1) }, graph: "outer").AsTask()).Should().ThrowAsync<ArgumentException>();
        await first.Invoking(static run => run.SteerAsync(GraphInput.From(new OtherState.Update()), SteerInside).AsTask()).Should().ThrowAsync<InvalidUpdateException>();
        (await coordinator.ListRunsAsync(Thread)).Should().HaveCount(1, "refused inputs leave nothing");
        gate.Open();
        (await EndAsync(first)).Should().Be(RunStatus.Success);
    }
}
