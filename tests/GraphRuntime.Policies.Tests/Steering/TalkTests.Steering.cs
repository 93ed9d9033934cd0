using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Inputs that go into the run in flight.</content>
public abstract partial class TalkTests
{
    private static readonly RunOptions Steer = new() { MultitaskStrategy = MultitaskStrategy.Steer };

    [StoreFact]
    public async Task DT_60_A_steered_input_is_applied_between_two_supersteps_and_the_run_goes_on_with_it()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think");

        var second = await first.SteerAsync(Talk.Say("two"));
        second.Admission.Should().BeEquivalentTo(new { Requested = MultitaskStrategy.Steer, Applied = MultitaskStrategy.Steer, SteersRunId = first.RunId });
        (await second.GetAsync()).Status.Should().Be(RunStatus.Pending);
        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await second.JoinAsync().Soon()).Should().BeEquivalentTo(new { Status = RunStatus.Success, Reason = RunStatusReason.Steered, SteersRunId = first.RunId });
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "answer(two)");
        (await coordinator.GetThreadAsync(Thread)).Status.Should().Be(ThreadStatus.Idle);
    }

    [StoreFact]
    public async Task DT_61_Steered_inputs_are_applied_in_order_each_with_its_own_checkpoint()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think");
        foreach (var text in new[] { "two", "three", "four" })
        {
            await SayAsync(coordinator, text, Steer);
        }

        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "three", "four", "answer(four)");
        var history = await _talk.Graph.GetHistoryAsync(Thread).ToListAsync();
        history.Count(static step => step.Source == Checkpointing.CheckpointSource.Update).Should().Be(3);
        (await coordinator.ListRunsAsync(Thread)).Count(static run => run.Reason == RunStatusReason.Steered).Should().Be(3);
    }

    [StoreFact]
    public async Task DT_62_A_run_that_was_about_to_end_begins_again_with_the_input()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);

        var second = await SayAsync(coordinator, "two", Steer);
        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await second.JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.Steered);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task DT_62_By_option_a_run_that_was_about_to_end_ends_and_the_input_is_a_run_of_its_own()
    {
        var coordinator = await _talk.StartAsync(static options => options.SteeredRunsBeginAgain = false);
        var (first, gate) = await BusyAsync(coordinator);

        var second = await SayAsync(coordinator, "two", Steer);
        gate.Open();

        (await second.JoinAsync().Soon()).Should().BeEquivalentTo(new { Status = RunStatus.Success, Reason = RunStatusReason.None, SteersRunId = first.RunId, Attempt = 1 });
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task DT_62_By_option_an_input_between_two_nodes_is_taken_all_the_same()
    {
        var coordinator = await _talk.StartAsync(static options => options.SteeredRunsBeginAgain = false);
        var (first, gate) = await BusyAsync(coordinator, node: "think");
        var second = await SayAsync(coordinator, "two", Steer);
        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await second.GetAsync()).Reason.Should().Be(RunStatusReason.Steered);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "answer(two)");
    }

    [StoreFact]
    public async Task DT_63_An_input_for_a_pending_run_is_applied_when_it_has_begun()
    {
        var coordinator = _talk.Create();
        var first = await SayAsync(coordinator, "one");
        var second = await SayAsync(coordinator, "two", Steer);
        var third = await SayAsync(coordinator, "three", Steer);
        third.Admission!.SteersRunId.Should().Be(first.RunId, "the second hands its own input over");

        await coordinator.StartAsync();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await second.GetAsync()).Reason.Should().Be(RunStatusReason.Steered);
        (await MessagesAsync()).Should().Equal("one", "two", "three", "think(three)", "answer(three)");
    }

    [StoreFact]
    public async Task DT_63_On_an_idle_thread_an_input_is_a_run_like_any_other()
    {
        var coordinator = await _talk.StartAsync();

        var run = await SayAsync(coordinator, "one", Steer);

        run.Admission.Should().BeEquivalentTo(new { Applied = MultitaskStrategy.Steer, SteersRunId = (string?)null });
        (await EndAsync(run)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)");
    }

    [StoreFact]
    public async Task DT_63_A_run_that_takes_no_input_refuses_it_by_name_and_by_strategy_it_waits_for_its_turn()
    {
        var coordinator = await _talk.StartAsync();
        var ended = await SayAsync(coordinator, "zero");
        (await EndAsync(ended)).Should().Be(RunStatus.Success);
        var (first, gate) = await BusyAsync(coordinator);
        var delayed = await SayAsync(coordinator, "later", new RunOptions { Delay = TimeSpan.FromHours(1) });

        foreach (var none in new[] { ended, delayed })
        {
            var refused = await none.Invoking(static run => run.SteerAsync(Talk.Say("two")).AsTask()).Should().ThrowAsync<RunNotSteerableException>();
            refused.Which.RunId.Should().Be(none.RunId);
        }

        await coordinator.Invoking(static c => c.SteerAsync(Thread, "unknown", Talk.Say("two")).AsTask()).Should().ThrowAsync<RunNotFoundException>();
        await first.Invoking(static run => run.SteerAsync(GraphInput.Resume).AsTask()).Should().ThrowAsync<ArgumentException>();
        await first.Invoking(static run => run.SteerAsync(Talk.Say("two"), new RunOptions { Delay = TimeSpan.FromSeconds(1) }).AsTask()).Should().ThrowAsync<ArgumentException>();
        await first.Invoking(static run => run.SteerAsync(Talk.Say("two"), Interrupt).AsTask()).Should().ThrowAsync<ArgumentException>();
        (await SayAsync(coordinator, "two", Steer, graph: "shop")).Admission!.Applied.Should().Be(MultitaskStrategy.Enqueue, "the run in flight is of another graph");
        (await SayAsync(coordinator, "three", Steer with { Delay = TimeSpan.FromMinutes(1) })).Admission!.SteersRunId.Should().BeNull();
        (await coordinator.ListRunsAsync(Thread)).Should().HaveCount(5, "refused inputs leave nothing");
        gate.Open();
    }

    [StoreFact]
    public async Task DT_63_A_run_that_is_being_stopped_takes_no_input()
    {
        var coordinator = await _talk.StartAsync();
        var gate = new Gate();
        _talk.On("answer", "one", context => gate.PassAsync(CancellationToken.None));
        var first = await SayAsync(coordinator, "one");
        await gate.Reached.Soon();
        await first.CancelAsync();

        await first.Invoking(static run => run.SteerAsync(Talk.Say("two")).AsTask()).Should().ThrowAsync<RunNotSteerableException>();
        var second = await SayAsync(coordinator, "two", Steer);
        second.Admission!.Applied.Should().Be(MultitaskStrategy.Enqueue);
        gate.Open();

        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().EndWith(["two", "think(two)", "answer(two)"]);
    }

    [StoreFact]
    public async Task DT_63_An_input_goes_into_the_run_that_displaces_another_one()
    {
        var coordinator = await _talk.StartAsync();
        var gate = new Gate();
        _talk.On("answer", "one", context => gate.PassAsync(CancellationToken.None));
        await SayAsync(coordinator, "one");
        await gate.Reached.Soon();
        var second = await SayAsync(coordinator, "two", Interrupt);

        var third = await SayAsync(coordinator, "three", Steer);
        third.Admission!.SteersRunId.Should().Be(second.RunId);
        gate.Open();

        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await third.GetAsync()).Reason.Should().Be(RunStatusReason.Steered);
        (await MessagesAsync()).Should().EndWith(["two", "three", "think(three)", "answer(three)"]);
    }

    [StoreFact]
    public async Task DT_64_A_guarded_run_follows_the_rule_for_guards()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, graph: "guarded");

        var enqueued = await SayAsync(coordinator, "two", Steer, graph: "guarded");
        var waits = await first.SteerAsync(Talk.Say("three"), new RunOptions { WhenGuarded = GuardedStrategy.Wait });
        await first.Invoking(static run => run.SteerAsync(Talk.Say("four"), new RunOptions { WhenGuarded = GuardedStrategy.Reject }).AsTask()).Should().ThrowAsync<RunGuardedException>();

        enqueued.Admission.Should().BeEquivalentTo(new { Applied = MultitaskStrategy.Enqueue, SteersRunId = (string?)null });
        waits.Admission!.SteersRunId.Should().Be(first.RunId);
        gate.Open();
        (await EndAsync(enqueued)).Should().Be(RunStatus.Success);
        (await waits.GetAsync()).Reason.Should().Be(RunStatusReason.Steered);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)", "three", "think(three)", "answer(three)", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task DT_64_A_policy_may_choose_to_steer()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think");
        var policy = RunPolicy.For<TalkState>().When(static c => c.Input.ContainsAny("also")).Steer().Otherwise().Enqueue();

        var also = await SayAsync(coordinator, "also two", policy);
        var next = await SayAsync(coordinator, "three", policy);
        gate.Open();

        also.Admission.Should().BeEquivalentTo(new { Requested = MultitaskStrategy.Steer, SteersRunId = first.RunId });
        (await EndAsync(next)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "also two", "answer(also two)", "three", "think(three)", "answer(three)");
    }

    [StoreFact]
    public async Task DT_64_Steering_twice_with_one_key_steers_once()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think");
        var options = new RunOptions { IdempotencyKey = "key" };

        var second = await first.SteerAsync(Talk.Say("two"), options);
        var again = await first.SteerAsync(Talk.Say("two"), options);
        gate.Open();

        (again.RunId, again.Admission!.Duplicate).Should().Be((second.RunId, true));
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "answer(two)");
    }

    [StoreFact]
    public async Task DT_65_The_events_of_the_run_show_the_input_and_those_of_the_thread_say_where_it_went()
    {
        var coordinator = await _talk.StartAsync();
        var gate = new Gate();
        _talk.On("think", "one", gate);
        var first = await SayAsync(coordinator, "one", new RunOptions { StreamModes = StreamModes.Updates | StreamModes.Values | StreamModes.Checkpoints });
        await gate.Reached.Soon();
        var second = await SayAsync(coordinator, "two", Steer);
        gate.Open();
        (await EndAsync(first)).Should().Be(RunStatus.Success);

        var events = await first.StreamAsync().ToListAsync();
        var updates = events.Where(static e => e.Kind == "updates").Select(static e => System.Text.Json.JsonDocument.Parse(e.Data).RootElement.GetProperty("node").GetString());
        updates.Should().Equal("think", "__start__", "answer");
        events.Count(static e => e.Kind == "checkpoints").Should().Be((await _talk.Graph.GetHistoryAsync(Thread).ToListAsync()).Count);
        events.Count(static e => e.Kind == "values" && System.Text.Encoding.UTF8.GetString(e.Data.Span).Contains("\"two\"", StringComparison.Ordinal)).Should().Be(2);
        (await second.StreamAsync().ToListAsync()).Should().BeEmpty("it did not run");
    }
}
