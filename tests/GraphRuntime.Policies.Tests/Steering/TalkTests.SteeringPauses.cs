using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Inputs that go into the run in flight, where that run pauses, has a subgraph, or is in another process.</content>
public abstract partial class TalkTests
{
    [StoreFact]
    public async Task DT_68_An_input_that_comes_while_a_question_is_asked_waits_and_is_taken_by_the_run_that_brings_the_answer()
    {
        var coordinator = await _talk.StartAsync();
        var asking = new Gate();
        _talk.On("think", "one", async context =>
        {
            await asking.PassAsync(context.CancellationToken);
            context.Interrupt<string>("sure?");
        });
        var first = await SayAsync(coordinator, "one");
        await asking.Reached.Soon();
        var second = await SayAsync(coordinator, "two", Steer);
        asking.Open();
        (await first.JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.AwaitingAnswer);
        (await second.GetAsync()).Status.Should().Be(RunStatus.Pending);

        var answer = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes"));

        (await EndAsync(answer)).Should().Be(RunStatus.Success);
        (await second.JoinAsync().Soon()).Should().BeEquivalentTo(new { Reason = RunStatusReason.Steered, SteersRunId = answer.RunId });
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "answer(two)");
    }

    [StoreFact]
    public async Task DT_68_Where_a_new_input_replaces_the_question_an_input_that_waited_for_the_answer_is_a_run_of_its_own()
    {
        var coordinator = await _talk.StartAsync();
        var asking = new Gate();
        _talk.On("think", "one", async context =>
        {
            await asking.PassAsync(context.CancellationToken);
            context.Interrupt<string>("sure?");
        });
        var first = await SayAsync(coordinator, "one");
        await asking.Reached.Soon();
        var second = await SayAsync(coordinator, "two", Steer);
        asking.Open();
        (await first.JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.AwaitingAnswer);

        var third = await SayAsync(coordinator, "three");

        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await EndAsync(third)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "three", "think(three)", "answer(three)", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task DT_68_An_input_before_a_breakpoint_is_applied_before_the_pause_and_one_after_it_by_the_run_that_goes_on()
    {
        var coordinator = await _talk.StartAsync();
        var gate = new Gate();
        _talk.On("think", "one", gate);
        var first = await SayAsync(coordinator, "one", new RunOptions { Config = new RunConfig { InterruptBefore = ["answer"] } });
        await gate.Reached.Soon();
        await SayAsync(coordinator, "two", Steer);
        gate.Open();
        (await first.JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.Paused);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two");

        var resumed = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Resume);
        (await EndAsync(resumed)).Should().Be(RunStatus.Success);

        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "answer(two)");
    }

    [StoreFact]
    public async Task DT_69_Inputs_do_not_count_against_the_recursion_limit()
    {
        var coordinator = await _talk.StartAsync();
        var gate = new Gate();
        _talk.On("think", "one", gate);
        var first = await SayAsync(coordinator, "one", new RunOptions { Config = new RunConfig { RecursionLimit = 3 } });
        await gate.Reached.Soon();
        foreach (var text in new[] { "two", "three", "four", "five" })
        {
            await SayAsync(coordinator, text, Steer);
        }

        var last = new Gate();
        _talk.On("answer", "five", last);
        gate.Open();
        await last.Reached.Soon();
        await SayAsync(coordinator, "six", Steer);
        last.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().EndWith(["five", "answer(five)", "six", "think(six)", "answer(six)"]);
    }

    [StoreFact]
    public async Task DT_69_While_a_subgraph_runs_an_input_waits_for_the_end_of_its_superstep_in_the_root_graph()
    {
        _talk.Add("outer", _talk.Compile(_talk.Nest("outer")));
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think", graph: "outer");

        var second = await SayAsync(coordinator, "two", Steer, graph: "outer");
        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await second.GetAsync()).Reason.Should().Be(RunStatusReason.Steered);
        (await coordinator.GetStateAsync(Thread)).Should().BeOfType<StateSnapshot<TalkState>>().Which.State.Messages
            .Should().Equal("one", "think(one)", "answer(one)", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task DT_69_Another_process_hears_of_an_input_when_the_lease_is_renewed()
    {
        var executes = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(executes, node: "think");
        var asks = _talk.Create(static options => options.ExecuteRuns = false);
        var renewals = _talk.Store.Renewed.CurrentCount;

        var second = await asks.SteerAsync(Thread, first.RunId, Talk.Say("two"));
        await _talk.PassUntilAsync(() => _talk.Store.Renewed.CurrentCount > renewals + 1);
        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await second.GetAsync()).Reason.Should().Be(RunStatusReason.Steered);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "answer(two)");
    }
}
