using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Preempted runs with questions, answers, siblings and subgraphs, and what runs see of each other.</content>
public abstract partial class TalkTests
{
    [StoreFact]
    public async Task DT_99_A_question_and_the_result_of_a_sibling_stay_while_a_more_urgent_run_goes_first()
    {
        _talk.Add("three", _talk.Compile(Parallel("three")));
        var coordinator = await _talk.StartAsync();
        _talk.Ask("ask", "one");
        var gate = new Gate();
        _talk.On("work", "one", gate);
        var first = await SayAsync(coordinator, "one", graph: "three");
        await gate.Reached.Soon();
        (await EndAsync(await SayAsync(coordinator, "two", Preempt, graph: "three"))).Should().Be(RunStatus.Success);
        gate.Open();

        var asked = await first.JoinAsync().Soon();
        asked.Should().BeEquivalentTo(new { Status = RunStatus.Interrupted, Reason = RunStatusReason.AwaitingAnswer });
        _talk.Log.Count(static call => call == "done(one)").Should().Be(1, "its result was there");
        var answer = await coordinator.CreateRunAsync(Thread, "three", GraphInput.Answer(asked.InterruptIds.Single(), "yes"));
        (await EndAsync(answer)).Should().Be(RunStatus.Success);

        (await MessagesAsync()).Should().Equal("one", "two", "ask(two)", "done(two)", "work(two)", "ask(one): yes", "done(one)", "work(one)");
    }

    [StoreFact]
    public async Task DT_99_A_run_that_brings_an_answer_goes_on_with_it()
    {
        var coordinator = await _talk.StartAsync();
        var asks = true;
        var gate = new Gate();
        _talk.On("think", "one", async context =>
        {
            context.Interrupt<string>("sure?");
            asks = false;
            await gate.PassAsync(context.CancellationToken);
        });
        (await (await SayAsync(coordinator, "one")).JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.AwaitingAnswer);
        var answer = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes"));
        await gate.Reached.Soon();

        (await EndAsync(await SayAsync(coordinator, "two", Preempt))).Should().Be(RunStatus.Success);
        gate.Open();

        (await EndAsync(answer)).Should().Be(RunStatus.Success);
        asks.Should().BeFalse();
        (await MessagesAsync()).Should().Equal("one", "two", "think(two)", "answer(two)", "think(one)", "answer(one)");
    }

    [StoreFact]
    public async Task DT_99_An_answer_that_waits_finds_its_question_after_the_urgent_run()
    {
        var before = await _talk.StartAsync();
        _talk.Ask("think", "one");
        (await (await SayAsync(before, "one")).JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.AwaitingAnswer);
        await _talk.PassUntilAsync(before.StopAsync());
        var coordinator = _talk.Create();
        var answer = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes"));
        var urgent = await SayAsync(coordinator, "two", Preempt);

        await coordinator.StartAsync();

        (await EndAsync(answer)).Should().Be(RunStatus.Success);
        (await EndAsync(urgent)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "two", "think(two)", "answer(two)", "think(one): yes", "answer(one)");
    }

    [StoreFact]
    public async Task DT_99_While_the_urgent_run_waits_for_an_answer_the_first_one_is_held()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        _talk.Ask("think", "two");
        var urgent = await SayAsync(coordinator, "two", Preempt);
        (await urgent.JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.AwaitingAnswer);
        await _talk.PassUntilAsync(() => _talk.Store.GetRunAsync(Thread, first.RunId, default).AsTask().Result is { Held: true });
        gate.Open();

        var answer = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes"));

        (await EndAsync(answer)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two): yes", "answer(two)", "answer(one)");
    }

    [StoreFact]
    public async Task DT_99_A_subgraph_goes_on_where_it_was_stopped()
    {
        _talk.Add("outer", _talk.Compile(_talk.Nest("outer")));
        var coordinator = await _talk.StartAsync();
        var gate = new Gate();
        _talk.On("answer", "one", async context =>
        {
            await context.OnceAsync("mail", _ => _talk.Outside.DoAsync("mail"));
            await gate.PassAsync(context.CancellationToken);
        });
        var first = await SayAsync(coordinator, "one", graph: "outer");
        await gate.Reached.Soon();
        (await EndAsync(await SayAsync(coordinator, "two", Preempt, graph: "outer"))).Should().Be(RunStatus.Success);
        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        _talk.Log.Count(static call => call == "think(one)").Should().Be(1);
        _talk.Outside.Count("mail").Should().Be(1);
        (await MessagesAsync()).Should().Equal("one", "two", "think(two)", "answer(two)", "think(one)", "answer(one)");
    }

    [StoreFact]
    public async Task DT_99_A_question_of_a_subgraph_stays_open_and_takes_its_answer()
    {
        var gate = new Gate();
        var graph = _talk.Nest("nested").AddNode("work", async (state, context) =>
        {
            await _talk.PlayAsync("work", state.Text ?? "", context);
            return new TalkState.Update();
        });
        _talk.Add("outer", _talk.Compile(graph.AddEdge(Graph.Start, "work")));
        var coordinator = await _talk.StartAsync();
        _talk.Ask("answer", "one");
        _talk.On("work", "one", gate);
        var first = await SayAsync(coordinator, "one", graph: "outer");
        await gate.Reached.Soon();
        (await EndAsync(await SayAsync(coordinator, "two", Preempt, graph: "outer"))).Should().Be(RunStatus.Success);
        gate.Open();
        (await first.JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.AwaitingAnswer);

        (await EndAsync(await coordinator.CreateRunAsync(Thread, "outer", GraphInput.Answer("yes")))).Should().Be(RunStatus.Success);

        _talk.Log.Count(static call => call == "think(one)").Should().Be(1);
        (await MessagesAsync()).Should().Equal("one", "two", "think(two)", "answer(two)", "think(one)", "answer(one): yes");
    }

    [StoreFact]
    public async Task DT_32_Channels_that_combine_have_the_writes_of_both_and_a_single_value_stays_that_of_the_run_that_wrote_it()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var (urgent, answering) = await UrgentAsync(coordinator, "two");
        _talk.Saw.Last().Should().Equal(["one", "think(one)", "two", "think(two)"], "the urgent run begins at the head, as the first one has committed it");
        gate.Open();
        answering.Open();

        (await EndAsync(urgent)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Success);

        _talk.Saw.Last().Should().Equal(["one", "think(one)", "two", "think(two)", "answer(two)"], "the first run sees what the urgent one has written");
        (await _talk.Graph.GetStateAsync(Thread)).State.Text.Should().Be("one", "it goes on with its own text");
    }

    [StoreFact]
    public async Task DT_32_A_partial_result_of_a_preempted_run_is_not_taken_over_because_its_node_runs_again()
    {
        var coordinator = await _talk.StartAsync();
        var gate = new Gate();
        _talk.On("answer", "one", async context =>
        {
            context.KeepOnInterrupt(new TalkState.Update { Messages = ["half an answer"] });
            await gate.PassAsync(context.CancellationToken);
        });
        var first = await SayAsync(coordinator, "one");
        await gate.Reached.Soon();
        (await EndAsync(await SayAsync(coordinator, "two", Preempt))).Should().Be(RunStatus.Success);
        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "answer(two)", "answer(one)");
    }

    [StoreFact]
    public async Task DT_32_The_events_and_the_explanation_say_who_went_first_and_when_the_run_went_on()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var (urgent, answering) = await UrgentAsync(coordinator, "two");
        gate.Open();
        answering.Open();
        (await EndAsync(first)).Should().Be(RunStatus.Success);

        var why = await coordinator.ExplainAsync(Thread, first.RunId);
        why.Preemptions.Should().ContainSingle().Which.Should().Match<RunPreemption>(one => one.By == urgent.RunId && one.WentOnAt >= one.At);
        why.ToString().Should().Contain($", was preempted by run '{urgent.RunId}' at ").And.Contain(", went on at ").And.EndWith(" as Success.");
        var whyUrgent = await coordinator.ExplainAsync(Thread, urgent.RunId);
        whyUrgent.Preempted.Should().ContainSingle().Which.RunId.Should().Be(first.RunId);
        whyUrgent.WaitedFor.Should().BeEmpty();
        whyUrgent.ToString().Should().Contain($" with Preempt, preempted '{first.RunId}', started at ");
        var told = (await coordinator.ReadThreadEventsAsync(Thread)).Events.Where(e => e.RunId == first.RunId && e.Kind == ThreadEvent.LifecycleKind)
            .Select(static e => System.Text.Encoding.UTF8.GetString(e.Data.Span));
        told.Should().ContainInOrder("""{"event":"displaced","reason":"preempted"}""", """{"event":"released","reason":"preempted"}""", """{"event":"started","attempt":2}""");
    }

    /// <summary>A graph with three nodes side by side: "ask", "done" and "work".</summary>
    private StateGraph<TalkState> Parallel(string name)
    {
        var graph = StateGraph.Create<TalkState>(name);
        foreach (var node in new[] { "ask", "done", "work" })
        {
            graph.AddNode(node, (state, context) => _talk.RunAsync(node, state, context)).AddEdge(Graph.Start, node);
        }

        return graph;
    }
}
