namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task DT_16_An_enqueued_run_is_pending_and_then_runs_without_anybody_doing_anything()
    {
        var coordinator = await _world.StartAsync();
        var (_, gate) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two", Enqueue);

        (await second.GetAsync()).Status.Should().Be(RunStatus.Pending);
        second.Admission!.Ahead.Should().Be(1);
        gate.Open();

        (await EndAsync(second)).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task DT_17_Joining_the_second_run_gives_two_complete_turns_in_order()
    {
        var coordinator = await _world.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two", Enqueue);

        gate.Open();
        await second.JoinAsync().Soon();

        (await first.GetAsync()).Status.Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task DT_18_Fifty_runs_created_in_the_same_millisecond_start_in_order()
    {
        var coordinator = await _world.StartAsync();
        var runs = new List<RunHandle>();
        for (var i = 0; i < 50; i++)
        {
            runs.Add(await SayAsync(coordinator, $"{i}", Enqueue));
        }

        foreach (var run in runs)
        {
            (await EndAsync(run)).Should().Be(RunStatus.Success);
        }

        Chat.Log.Should().Equal(Enumerable.Range(0, 50).SelectMany(i => new[] { $"think({i})", $"answer({i})" }));
        (await coordinator.ListRunsAsync(Thread, new RunListOptions { NewestFirst = false })).Select(run => run.RunId).Should().Equal(runs.Select(run => run.RunId));
    }

    [StoreFact]
    public async Task DT_19_The_second_run_goes_on_from_the_state_of_the_first()
    {
        var coordinator = await _world.StartAsync();
        IReadOnlyList<string>? seen = null;
        Chat.On("think", "two", async _ => seen = await MessagesAsync());
        var (_, gate) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two", Enqueue);

        gate.Open();
        await second.JoinAsync().Soon();

        seen.Should().Equal("one", "think(one)", "answer(one)", "two");
    }

    [StoreFact]
    public async Task DT_20_Enqueue_never_conflicts_and_the_queue_can_be_watched()
    {
        var coordinator = await _world.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var runs = new List<RunHandle>();
        for (var i = 2; i < 12; i++)
        {
            runs.Add(await SayAsync(coordinator, $"{i}", Enqueue));
        }

        var queue = await coordinator.GetQueueAsync(Thread);
        queue.RunningRunId.Should().Be(first.RunId);
        queue.Length.Should().Be(10);
        queue.PendingRunIds.Should().Equal(runs.Select(run => run.RunId));
        queue.PositionOf(first.RunId).Should().Be(0);
        queue.PositionOf(runs[4].RunId).Should().Be(5);
        queue.PositionOf("other").Should().Be(-1);

        gate.Open();
        foreach (var run in runs)
        {
            (await EndAsync(run)).Should().Be(RunStatus.Success);
        }

        (await coordinator.GetQueueAsync(Thread)).Length.Should().Be(0);
    }

    [StoreFact]
    public async Task DT_21_Runs_of_a_process_that_died_are_finished_by_the_next_one_in_order()
    {
        var store = new CountingStore(_world.Store);
        var dying = await _world.StartAsync(options => options.LeaseDuration = TimeSpan.FromSeconds(10), store);
        var (_, gate) = await BusyAsync(dying);
        var runs = new List<RunHandle>();
        for (var i = 2; i < 6; i++)
        {
            runs.Add(await SayAsync(dying, $"{i}", Enqueue));
        }

        store.Down = true;
        var living = await _world.StartAsync();
        Chat.On("answer", "one", _ => Task.CompletedTask);
        foreach (var run in runs)
        {
            (await _world.PassUntilAsync(living.JoinAsync(Thread, run.RunId))).Status.Should().Be(RunStatus.Success);
        }

        gate.Open();
        (await MessagesAsync()).Where(message => !message.Contains('(', StringComparison.Ordinal)).Should().Equal("one", "2", "3", "4", "5");
        (await MessagesAsync()).Should().HaveCount(15).And.OnlyHaveUniqueItems();
        store.Down = false;
    }

    [StoreFact]
    public async Task The_queue_of_a_thread_is_bounded()
    {
        var coordinator = await _world.StartAsync(options => options.MaxQueuedPerThread = 2);
        var (_, gate) = await BusyAsync(coordinator);
        await SayAsync(coordinator, "two", Enqueue);
        var third = await SayAsync(coordinator, "three", Enqueue);

        var full = (await coordinator.Awaiting(c => SayAsync(c, "four", Enqueue).AsTask()).Should().ThrowAsync<QueueFullException>()).Which;

        full.Limit.Should().Be(2);
        full.StatusCode.Should().Be(429);
        gate.Open();
        (await EndAsync(third)).Should().Be(RunStatus.Success);
        (await coordinator.ListRunsAsync(Thread)).Should().HaveCount(3);
    }

    [StoreFact]
    public async Task Of_many_creators_that_want_the_idle_thread_for_themselves_one_gets_it()
    {
        var coordinator = await _world.StartAsync();
        var gate = new Gate();
        for (var i = 0; i < 64; i++)
        {
            Chat.On("think", $"{i}", gate.PassAsync);
        }

        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            try
            {
                return await SayAsync(coordinator, $"{i}", Reject);
            }
            catch (RunConflictException)
            {
                return null;
            }
        })));

        gate.Open();
        var winner = results.Should().ContainSingle(run => run != null).Which!;
        (await EndAsync(winner)).Should().Be(RunStatus.Success);
        (await coordinator.ListRunsAsync(Thread)).Should().ContainSingle();
    }
}
