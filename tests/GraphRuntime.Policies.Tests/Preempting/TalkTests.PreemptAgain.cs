using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Preempted and urgent runs that are stopped, taken away, displaced or removed.</content>
public abstract partial class TalkTests
{
    [StoreFact]
    public async Task DT_96_A_crash_of_the_urgent_run_changes_nothing()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var (urgent, answering) = await UrgentAsync(coordinator, "two");

        await TakeAwayAsync(urgent);
        gate.Open();
        answering.Open();

        (await _talk.PassUntilAsync(urgent.JoinAsync())).Status.Should().Be(RunStatus.Success);
        (await _talk.PassUntilAsync(first.JoinAsync())).Status.Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "answer(two)", "answer(one)");
    }

    [StoreTheory]
    [InlineData(DurabilityMode.Sync)]
    [InlineData(DurabilityMode.Async)]
    public async Task DT_96_A_crash_of_the_run_that_goes_on_changes_nothing(DurabilityMode durability)
    {
        var coordinator = await _talk.StartAsync();
        var gate = new Gate();
        _talk.On("answer", "one", async context =>
        {
            await context.OnceAsync("mail", _ => _talk.Outside.DoAsync("mail"));
            await gate.PassAsync(context.CancellationToken);
        });
        var first = await SayAsync(coordinator, "one", new RunOptions { Config = new RunConfig { Durability = durability } });
        await gate.Reached.Soon();
        gate = new Gate();
        (await EndAsync(await SayAsync(coordinator, "two", Preempt))).Should().Be(RunStatus.Success);
        await gate.Reached.Soon();

        await TakeAwayAsync(first);
        gate.Open();

        (await _talk.PassUntilAsync(first.JoinAsync())).Should().Match<RunInfo>(static run => run.Status == RunStatus.Success && run.Attempt == 3);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "answer(two)", "answer(one)");
        _talk.Outside.Count("mail").Should().Be(1);
    }

    [StoreFact]
    public async Task DT_96_A_run_whose_owner_is_lost_while_it_is_asked_to_stop_goes_on_after_the_urgent_one()
    {
        var lost = await _talk.StartAsync();
        var gate = new Gate();
        _talk.On("answer", "one", _ => gate.PassAsync(CancellationToken.None));
        var first = await SayAsync(lost, "one");
        await gate.Reached.Soon();
        _talk.On("answer", "one", static _ => Task.CompletedTask);
        var urgent = await SayAsync(lost, "two", Preempt);
        await TakeAwayAsync(first);

        (await _talk.PassUntilAsync(urgent.JoinAsync())).Status.Should().Be(RunStatus.Success);
        (await _talk.PassUntilAsync(first.JoinAsync())).Status.Should().Be(RunStatus.Success);
        gate.Open();
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "answer(two)", "answer(one)");
    }

    [StoreFact]
    public async Task DT_97_Interrupt_ends_both_runs_and_keeps_what_they_were_given()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await BusyAsync(coordinator);
        var (urgent, _) = await UrgentAsync(coordinator, "two");

        var last = await SayAsync(coordinator, "three", Interrupt);

        (await EndAsync(last)).Should().Be(RunStatus.Success);
        (await first.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        (await urgent.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "three", "think(three)", "answer(three)");
    }

    [StoreFact]
    public async Task DT_97_A_run_that_is_being_preempted_can_be_interrupted_for_good()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await StubbornAsync(coordinator, "think");
        var urgent = await SayAsync(coordinator, "two", Preempt);

        var last = await SayAsync(coordinator, "three", Interrupt);
        gate.Open();

        (await EndAsync(last)).Should().Be(RunStatus.Success);
        (await first.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        (await urgent.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        (await MessagesAsync()).Should().Equal("one", "two", "three", "think(three)", "answer(three)");
    }

    [StoreFact]
    public async Task DT_97_When_the_urgent_run_is_displaced_before_it_began_its_input_is_applied_before_the_first_goes_on()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await StubbornAsync(coordinator, "answer");
        var urgent = await SayAsync(coordinator, "two", Preempt);
        var last = await SayAsync(coordinator, "three", RunPolicy.For<TalkState>().Otherwise().Interrupt(RunScope.Pending));
        gate.Open();

        (await EndAsync(last)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await urgent.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "answer(one)", "three", "think(three)", "answer(three)");
    }

    [StoreFact]
    public async Task DT_97_When_the_preempted_run_is_cancelled_nothing_goes_on_after_the_urgent_one()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await BusyAsync(coordinator);
        var (urgent, answering) = await UrgentAsync(coordinator, "two");

        await first.CancelAsync();
        answering.Open();

        (await EndAsync(urgent)).Should().Be(RunStatus.Success);
        (await first.GetAsync()).Reason.Should().Be(RunStatusReason.Cancelled);
        var next = await SayAsync(coordinator, "three");
        (await EndAsync(next)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "answer(two)", "three", "think(three)", "answer(three)");
    }

    [StoreTheory]
    [InlineData(CancelAction.Interrupt)]
    [InlineData(CancelAction.Rollback)]
    public async Task DT_97_When_the_urgent_run_is_cancelled_or_rolled_back_the_first_one_goes_on(CancelAction action)
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var (urgent, _) = await UrgentAsync(coordinator, "two");

        await coordinator.CancelRunAsync(Thread, urgent.RunId, new CancelOptions { Action = action });
        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await IsGoneAsync(urgent)).Should().Be(action == CancelAction.Rollback);
        (await MessagesAsync()).Should().Equal(action == CancelAction.Rollback
            ? ["one", "think(one)", "answer(one)"]
            : ["one", "think(one)", "two", "think(two)", "answer(one)"]);
    }

    [StoreFact]
    public async Task DT_98_A_preempted_run_cannot_be_rolled_back_because_the_urgent_one_builds_on_it()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var (urgent, answering) = await UrgentAsync(coordinator, "two");

        await coordinator.Invoking(c => c.CancelRunAsync(Thread, first.RunId, new CancelOptions { Action = CancelAction.Rollback }).AsTask()).Should().ThrowAsync<RunGuardedException>();
        var rollback = await SayAsync(coordinator, "three", Rollback);

        rollback.Admission!.Applied.Should().Be(MultitaskStrategy.Enqueue);
        gate.Open();
        answering.Open();
        (await EndAsync(rollback)).Should().Be(RunStatus.Success);
        (await EndAsync(urgent)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "answer(two)", "answer(one)", "three", "think(three)", "answer(three)");
    }

    [StoreFact]
    public async Task DT_98_When_the_thread_is_deleted_in_between_nothing_is_left_and_its_id_can_be_used_again()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var (urgent, answering) = await UrgentAsync(coordinator, "two");

        await coordinator.DeleteThreadAsync(Thread);
        gate.Open();
        answering.Open();

        (await IsGoneAsync(first)).Should().BeTrue();
        (await IsGoneAsync(urgent)).Should().BeTrue();
        var again = await SayAsync(coordinator, "three");
        (await _talk.PassUntilAsync(again.JoinAsync())).Status.Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("three", "think(three)", "answer(three)");
    }

    [StoreFact]
    public async Task DT_98_Coalescing_and_merging_leave_preempted_and_urgent_runs_alone()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var (urgent, answering) = await UrgentAsync(coordinator, "two");

        var coalesced = await SayAsync(coordinator, "three", RunPolicy.Coalesce());
        var merged = await SayAsync(coordinator, "four", RunPolicy.Merge<TalkState>(static (earlier, later) => Talk.Say($"{earlier.Text}+{later.Text}")));

        coalesced.Admission!.DisplacedRunIds.Should().BeEmpty();
        merged.Admission!.DisplacedRunIds.Should().BeEmpty();
        gate.Open();
        answering.Open();
        (await EndAsync(merged)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await EndAsync(urgent)).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task DT_98_An_input_that_was_steered_into_the_preempted_run_waits_for_it()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think");
        var steered = await SayAsync(coordinator, "more", Steer);
        var (urgent, answering) = await UrgentAsync(coordinator, "two");
        gate.Open();
        answering.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await EndAsync(urgent)).Should().Be(RunStatus.Success);
        (await steered.GetAsync()).Should().BeEquivalentTo(new { Reason = RunStatusReason.Steered, SteersRunId = first.RunId });
        (await MessagesAsync()).Should().Equal("one", "two", "think(two)", "answer(two)", "think(one)", "more", "answer(more)");
        await NothingIsOwedAsync(steered);
    }

    [StoreFact]
    public async Task DT_98_A_preempted_run_whose_owner_was_lost_before_is_overtaken_and_goes_on()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        await TakeAwayAsync(first);

        var urgent = await SayAsync(coordinator, "two", Preempt);

        urgent.Admission!.PreemptedRunIds.Should().Equal(first.RunId);
        (await _talk.PassUntilAsync(urgent.JoinAsync())).Status.Should().Be(RunStatus.Success);
        gate.Open();
        (await _talk.PassUntilAsync(first.JoinAsync())).Status.Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "answer(two)", "answer(one)");
        (await _talk.Store.GetRunAsync(Thread, first.RunId, default))!.Reason.Should().Be(RunStatusReason.None);
    }
}
