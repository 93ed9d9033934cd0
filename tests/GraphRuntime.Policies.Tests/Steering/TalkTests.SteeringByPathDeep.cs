using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Inputs that go into a subgraph of the run in flight: in a subgraph of a subgraph, beside another call, and over the end of a process.</content>
public abstract partial class TalkTests
{
    private StateGraph<TalkState> Innermost() => StateGraph.Create<TalkState>("innermost")
        .AddNode("think", (state, context) => _talk.RunAsync("think", state, context))
        .AddNode("answer", (state, context) => _talk.RunAsync("answer", state, context))
        .AddEdge(Graph.Start, "think")
        .AddEdge("think", "answer");

    /// <summary>A graph "outer" with a subgraph "inside", whose subgraph "deep" has "think" and "answer". Each graph asks, where that is wanted, after its subgraph has ended.</summary>
    private void AddDeep(SubgraphPersistence persistence)
    {
        var inside = StateGraph.Create<TalkState>("inside")
            .AddSubgraph("deep", Innermost().Compile(new CompileOptions { Persistence = persistence }))
            .AddNode("within", (state, context) => _talk.RunAsync("within", state, context))
            .AddEdge(Graph.Start, "deep")
            .AddEdge("deep", "within")
            .Compile(new CompileOptions { Persistence = persistence });
        _talk.Add("outer", _talk.Compile(StateGraph.Create<TalkState>("outer")
            .AddSubgraph("inside", inside)
            .AddNode("after", (state, context) => _talk.RunAsync("after", state, context))
            .AddEdge(Graph.Start, "inside")
            .AddEdge("inside", "after")));
    }

    [StoreTheory]
    [InlineData(SubgraphPersistence.Inherit)]
    [InlineData(SubgraphPersistence.OwnMemory)]
    public async Task DT_104_Each_level_takes_what_is_for_it(SubgraphPersistence persistence)
    {
        AddDeep(persistence);
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think", graph: "outer");

        var root = await SayAsync(coordinator, "root", Steer, graph: "outer");
        var middle = await SteerInsideAsync(coordinator, "middle");
        var deep = await SayAsync(coordinator, "deep", SteerInside with { SteersPath = "inside/deep" }, graph: "outer");
        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        foreach (var run in new[] { root, middle, deep })
        {
            (await run.JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.Steered);
        }

        (await OuterAsync(coordinator)).Should().Equal("one", "think(one)", "deep", "answer(deep)", "middle", "within(middle)", "root", "after(root)");
    }

    [StoreTheory]
    [InlineData(SubgraphPersistence.Inherit, "within")]
    [InlineData(SubgraphPersistence.OwnMemory, "within")]
    [InlineData(SubgraphPersistence.Inherit, "after")]
    [InlineData(SubgraphPersistence.OwnMemory, "after")]
    public async Task DT_104_What_a_call_that_has_ended_took_is_kept_while_a_graph_above_it_asks(SubgraphPersistence persistence, string asking)
    {
        AddDeep(persistence);
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think", graph: "outer");
        var deep = await SayAsync(coordinator, "deep", SteerInside with { SteersPath = "inside/deep" }, graph: "outer");
        _talk.Ask(asking, "deep");
        gate.Open();
        (await first.JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.AwaitingAnswer);

        var answer = await coordinator.CreateRunAsync(Thread, "outer", GraphInput.Answer("yes"));

        (await EndAsync(answer)).Should().Be(RunStatus.Success);
        (await deep.JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.Steered);
        (await OuterAsync(coordinator)).Should().ContainSingle(static message => message == "deep");
    }

    [StoreFact]
    public async Task DT_105_Of_calls_side_by_side_the_first_takes_it()
    {
        var inside = Innermost().Compile();
        _talk.Add("outer", _talk.Compile(StateGraph.Create<TalkState>("outer")
            .AddSubgraph<TalkState, TalkState>("inside", inside, static state => Talk.Say(state.Text!), static state => new TalkState.Update { Messages = [string.Join('+', state.Messages)] })
            .AddConditionalEdges(Graph.Start, static _ => new Send[] { Send.To("inside", new TalkState { Text = "a" }), Send.To("inside", new TalkState { Text = "b" }) })));
        var coordinator = await _talk.StartAsync();
        var (a, b) = (new Gate(), new Gate());
        _talk.On("think", "a", a);
        _talk.On("think", "b", b);
        var first = await SayAsync(coordinator, "one", graph: "outer");
        await a.Reached.Soon();
        await b.Reached.Soon();

        var second = await SteerInsideAsync(coordinator, "two");
        b.Open();
        a.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        await SteeredAsync(second, first);
        (await OuterAsync(coordinator)).Should().Equal("one", "a+think(a)+two+answer(two)", "b+think(b)+answer(b)");
    }

    [StoreFact]
    public async Task DT_105_A_subgraph_that_stores_nothing_takes_nothing()
    {
        AddOuter(SubgraphPersistence.None);
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think", graph: "outer");

        (await coordinator.Invoking(c => SteerInsideAsync(c, "two").AsTask()).Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Contain("keeps no checkpoints");

        gate.Open();
        (await EndAsync(first)).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task DT_105_Another_process_hears_of_it_when_the_lease_is_renewed()
    {
        AddOuter();
        var executes = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(executes, node: "think", graph: "outer");
        var asks = _talk.Create(static options => options.ExecuteRuns = false);
        var renewals = _talk.Store.Renewed.CurrentCount;

        var second = await asks.SteerAsync(Thread, first.RunId, Talk.Say("two"), SteerInside);
        await _talk.PassUntilAsync(() => _talk.Store.Renewed.CurrentCount > renewals + 1);
        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        await SteeredAsync(second, first);
        (await OuterAsync(executes)).Should().Equal("one", "think(one)", "two", "answer(two)", "after(two)");
    }

    [StoreTheory]
    [InlineData(SubgraphPersistence.Inherit)]
    [InlineData(SubgraphPersistence.OwnMemory)]
    public async Task DT_107_A_copy_of_the_thread_takes_inputs_of_its_own_whose_numbers_the_original_has_used(SubgraphPersistence persistence)
    {
        AddOuter(persistence);
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think", graph: "outer");
        var second = await SteerInsideAsync(coordinator, "two");
        gate.Open();
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        await SteeredAsync(second, first);
        await coordinator.CopyThreadAsync(Thread, "copy");

        var (other, stands) = await BusyAsync(coordinator, "three", "think", "copy", "outer");
        var fourth = await SayAsync(coordinator, "four", SteerInside, "copy", "outer");
        (await fourth.GetAsync()).Sequence.Should().Be((await second.GetAsync()).Sequence);
        stands.Open();

        (await EndAsync(other)).Should().Be(RunStatus.Success);
        (await fourth.JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.Steered);
        ((TalkState)(await coordinator.GetStateAsync("copy")).StateObject).Messages.Should().ContainSingle(static message => message == "four").And.Contain("after(four)");
    }

    [StoreFact]
    public async Task DT_105_The_events_show_it_in_the_namespace_of_the_call()
    {
        AddOuter();
        var coordinator = await _talk.StartAsync();
        var gate = new Gate();
        _talk.On("think", "one", gate);
        var first = await SayAsync(coordinator, "one", new RunOptions { StreamModes = StreamModes.Updates, Config = new RunConfig { StreamSubgraphs = true } }, graph: "outer");
        await gate.Reached.Soon();
        await SteerInsideAsync(coordinator, "two");
        gate.Open();
        (await EndAsync(first)).Should().Be(RunStatus.Success);

        var updates = (await first.StreamAsync().ToListAsync()).Where(static one => one.Kind == "updates")
            .Select(static one => (In: one.Namespace.Split(':')[0], Node: System.Text.Json.JsonDocument.Parse(one.Data).RootElement.GetProperty("node").GetString()));

        updates.Should().Equal(("inside", "think"), ("inside", "__start__"), ("inside", "answer"), ("", "inside"), ("", "after"));
    }
}
