namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task A_delayed_run_is_in_the_way_of_no_other_run_and_is_displaced_by_none()
    {
        var coordinator = await _world.StartAsync();
        var delayed = await SayAsync(coordinator, "later", Enqueue with { Delay = TimeSpan.FromHours(1) });

        foreach (var options in new[] { Reject, Interrupt, Rollback, Preempt, Steer })
        {
            var run = await SayAsync(coordinator, $"{options.MultitaskStrategy}", options);
            run.Admission!.DisplacedRunIds.Should().BeEmpty();
            (await EndAsync(run)).Should().Be(RunStatus.Success);
        }

        (await delayed.GetAsync()).Status.Should().Be(RunStatus.Pending);
        var ended = await _world.PassUntilAsync(delayed.JoinAsync(), TimeSpan.FromMinutes(1));
        ended.Status.Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().EndWith(["later", "think(later)", "answer(later)"]);
    }

    [StoreFact]
    public async Task What_runs_and_what_waits_in_the_queue_is_displaced_and_what_is_delayed_is_not()
    {
        var coordinator = await _world.StartAsync();
        var (running, gate) = await BusyAsync(coordinator);
        var delayed = await SayAsync(coordinator, "later", Enqueue with { Delay = TimeSpan.FromHours(1) });
        var queued = await SayAsync(coordinator, "two");

        var last = await SayAsync(coordinator, "last", Rollback);
        await gate.Cancelled.Soon();
        await EndAsync(last);

        await GoneAsync(coordinator, running);
        await GoneAsync(coordinator, queued);
        (await delayed.GetAsync()).Status.Should().Be(RunStatus.Pending);
        (await MessagesAsync()).Should().Equal("last", "think(last)", "answer(last)");
    }

    [StoreFact]
    public async Task A_run_that_asks_for_it_meets_delayed_runs()
    {
        var coordinator = await _world.StartAsync();
        var (first, second) = (await DelayAsync("1"), await DelayAsync("2"));

        await coordinator.Awaiting(c => SayAsync(c, "no", Reject with { IncludeDelayed = true }).AsTask()).Should().ThrowAsync<RunConflictException>();
        await EndAsync(await SayAsync(coordinator, "3", Interrupt with { IncludeDelayed = true }));
        (await first.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        (await second.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        var third = await DelayAsync("4");
        await EndAsync(await SayAsync(coordinator, "5", Rollback with { IncludeDelayed = true }));

        await GoneAsync(coordinator, third);
        (await MessagesAsync()).Should().Equal("1", "2", "3", "think(3)", "answer(3)", "5", "think(5)", "answer(5)");

        ValueTask<RunHandle> DelayAsync(string text) => SayAsync(coordinator, text, Enqueue with { Delay = TimeSpan.FromHours(1) });
    }

    /// <summary>It was said before the new message, and its quiet time is no wish of its creator to be run later.</summary>
    [StoreFact]
    public async Task A_message_that_waits_for_a_quiet_time_is_met()
    {
        var coordinator = await _world.StartAsync();
        var debounced = await SayAsync(coordinator, "one", new RunOptions { Policy = RunPolicy.Debounce(TimeSpan.FromMinutes(1)) });
        var delayed = await SayAsync(coordinator, "later", Enqueue with { Delay = TimeSpan.FromHours(1) });

        await coordinator.Awaiting(c => SayAsync(c, "no", Reject).AsTask()).Should().ThrowAsync<RunConflictException>();
        await EndAsync(await SayAsync(coordinator, "two", Interrupt));

        (await debounced.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        (await delayed.GetAsync()).Status.Should().Be(RunStatus.Pending);
        (await MessagesAsync()).Should().Equal("one", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task Messages_are_joined_with_those_in_the_queue_and_not_with_delayed_ones()
    {
        var coordinator = await _world.StartAsync();
        var (running, gate) = await BusyAsync(coordinator);
        var delayed = await SayAsync(coordinator, "later", Enqueue with { Delay = TimeSpan.FromHours(1) });
        var queued = await SayAsync(coordinator, "two");

        var last = await SayAsync(coordinator, "three", new RunOptions { Policy = RunPolicy.Coalesce() });
        gate.Open();
        await EndAsync(last);

        (await running.GetAsync()).Status.Should().Be(RunStatus.Success);
        (await queued.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        (await delayed.GetAsync()).Status.Should().Be(RunStatus.Pending);
    }

    [StoreFact]
    public async Task So_many_runs_may_be_delayed_as_may_wait_and_the_thread_takes_others_all_the_same()
    {
        var coordinator = await _world.StartAsync(static options => options.MaxQueuedPerThread = 2);
        var delay = Enqueue with { Delay = TimeSpan.FromHours(1) };
        await SayAsync(coordinator, "1", delay);
        await SayAsync(coordinator, "2", delay);

        await coordinator.Awaiting(c => SayAsync(c, "3", delay).AsTask()).Should().ThrowAsync<QueueFullException>();
        (await EndAsync(await SayAsync(coordinator, "now"))).Should().Be(RunStatus.Success);
    }
}
