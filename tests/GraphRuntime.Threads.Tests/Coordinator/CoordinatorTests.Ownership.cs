namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task G_11_Two_processes_share_the_work_and_never_run_a_thread_twice_at_once()
    {
        var coordinators = new[] { await _world.StartAsync(options => options.MaxConcurrentRuns = 2), await _world.StartAsync(options => options.MaxConcurrentRuns = 2) };
        var running = new int[8];
        var overlaps = 0;
        var runs = new List<RunHandle>();
        for (var i = 0; i < 40; i++)
        {
            var thread = i % running.Length;
            Chat.On("think", $"{i}", async _ =>
            {
                overlaps += Interlocked.Increment(ref running[thread]) - 1;
                await Task.Yield();
                Interlocked.Decrement(ref running[thread]);
            });
            runs.Add(await SayAsync(coordinators[i % 2], $"{i}", thread: $"thread-{thread}"));
        }

        foreach (var run in runs)
        {
            (await EndAsync(run)).Should().Be(RunStatus.Success);
        }

        overlaps.Should().Be(0);
        for (var thread = 0; thread < running.Length; thread++)
        {
            var inputs = (await MessagesAsync($"thread-{thread}")).Where(message => !message.Contains('(', StringComparison.Ordinal));
            inputs.Should().Equal(Enumerable.Range(0, 5).Select(i => $"{(i * running.Length) + thread}"));
        }
    }

    [StoreFact]
    public async Task G_12_A_heartbeat_keeps_a_long_run_with_its_owner()
    {
        var store = new CountingStore(_world.Store);
        var owner = await _world.StartAsync(options => options.LeaseDuration = TimeSpan.FromSeconds(20), store);
        var (run, gate) = await BusyAsync(owner);
        await _world.StartAsync();
        var start = Time.GetUtcNow();

        while (Time.GetUtcNow() - start < TimeSpan.FromSeconds(60))
        {
            await _world.PassUntilAsync(store.Renewed.WaitAsync());
        }

        gate.Open();
        (await EndAsync(run)).Should().Be(RunStatus.Success);
        (await run.GetAsync()).Attempt.Should().Be(1);
    }

    [StoreFact]
    public async Task G_13_A_process_that_cannot_renew_stops_its_nodes_by_itself()
    {
        var store = new CountingStore(_world.Store);
        var coordinator = await _world.StartAsync(options => options.LeaseDuration = TimeSpan.FromSeconds(10), store);
        var (run, gate) = await BusyAsync(coordinator);
        store.Down = true;

        await _world.PassUntilAsync(gate.Cancelled);

        coordinator.Health.StoreProblem.Should().Be(StorageProblem.Unavailable);
        store.Down = false;
        Chat.On("answer", "one", _ => Task.CompletedTask);
        (await _world.PassUntilAsync(run.JoinAsync())).Status.Should().Be(RunStatus.Success);
        (await run.GetAsync()).Attempt.Should().Be(2);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)");
    }

    [StoreFact]
    public async Task G_25_A_run_that_keeps_losing_its_owner_is_poisoned_and_its_thread_goes_on()
    {
        RunHandle? run = null;
        for (var i = 0; i < 3; i++)
        {
            var store = new CountingStore(_world.Store);
            var dying = await _world.StartAsync(store: store);
            var gate = new Gate();
            Chat.On("think", "one", gate.PassAsync);
            run ??= await SayAsync(dying, "one");
            await _world.PassUntilAsync(gate.Entered);
            store.Down = true;
        }

        var living = await _world.StartAsync();
        var ended = await _world.PassUntilAsync(living.JoinAsync(Thread, run!.RunId));

        ended.Should().Match<RunInfo>(info => info.Status == RunStatus.Error && info.Reason == RunStatusReason.Poisoned && info.Attempt == 3);
        (await living.GetThreadAsync(Thread)).Status.Should().Be(ThreadStatus.Error);
        (await EndAsync(await living.CreateRunAsync(Thread, "chat", ChatGraph.Say("two")))).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task G_29_A_stopping_host_gives_its_runs_back_at_the_end_of_a_superstep_and_another_goes_on_at_once()
    {
        var stopping = await _world.StartAsync();
        var (run, gate) = await BusyStubbornThinkAsync(stopping);
        var waiting = await SayAsync(stopping, "two");
        var stopped = stopping.StopAsync();
        gate.Open();
        await stopped.Soon();

        (await stopping.GetRunAsync(Thread, run.RunId)).Should().Match<RunInfo>(info => info.Status == RunStatus.Pending && info.Reason == RunStatusReason.HostStopping && info.Attempt == 0);
        (await MessagesAsync()).Should().Equal("one", "think(one)");
        var next = await _world.StartAsync();
        (await next.JoinAsync(Thread, waiting.RunId).Soon()).Status.Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)", "two", "think(two)", "answer(two)");
        Chat.Log.Count(call => call == "think(one)").Should().Be(1);
    }

    [StoreFact]
    public async Task G_29_A_run_that_does_not_reach_the_end_of_its_superstep_is_cancelled_and_given_back()
    {
        var stopping = await _world.StartAsync();
        var (run, gate) = await BusyAsync(stopping);

        await _world.PassUntilAsync(stopping.StopAsync());

        gate.Cancelled.IsCompleted.Should().BeTrue();
        (await stopping.GetRunAsync(Thread, run.RunId)).Should().Match<RunInfo>(info => info.Status == RunStatus.Pending && info.Attempt == 0);
        await stopping.StopAsync();
        await stopping.DisposeAsync();
        await stopping.DisposeAsync();
        await stopping.Awaiting(c => c.GetRunAsync(Thread, run.RunId).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        await stopping.Awaiting(c => c.StartAsync()).Should().ThrowAsync<ObjectDisposedException>();
    }

    [StoreFact]
    public async Task A_coordinator_is_started_once()
    {
        var coordinator = await _world.StartAsync();

        await coordinator.Awaiting(c => c.StartAsync()).Should().ThrowAsync<InvalidOperationException>();
        coordinator.Health.Should().Match<CoordinatorHealth>(health => health.Started && !health.Draining && health.ActiveRuns == 0);
    }

    [StoreFact]
    public async Task A_store_outage_shorter_than_the_lease_is_not_noticed_by_the_run()
    {
        var store = new CountingStore(_world.Store);
        var coordinator = await _world.StartAsync(store: store);
        var (run, gate) = await BusyAsync(coordinator);
        store.Down = true;
        await coordinator.Awaiting(c => SayAsync(c, "two").AsTask()).Should().ThrowAsync<StorageException>();
        Time.Advance(TimeSpan.FromSeconds(10));
        gate.Open();
        store.Down = false;

        (await _world.PassUntilAsync(run.JoinAsync())).Should().Match<RunInfo>(info => info.Status == RunStatus.Success && info.Attempt == 1);
        (await coordinator.ListRunsAsync(Thread)).Should().ContainSingle();
    }

    [StoreFact]
    public async Task A_process_that_dies_between_the_inputs_it_applied_and_the_note_of_it_leaves_none_twice()
    {
        var store = new CountingStore(_world.Store);
        store.Marking = () => store.Down = true;
        var dying = _world.Create(store: store);
        await SayAsync(dying, "one");
        await SayAsync(dying, "two");
        var third = await SayAsync(dying, "three", Interrupt);
        await dying.StartAsync();
        await _world.PassUntilAsync(() => store.Down);

        var living = await _world.StartAsync();
        (await _world.PassUntilAsync(living.JoinAsync(Thread, third.RunId))).Status.Should().Be(RunStatus.Success);

        (await MessagesAsync()).Should().Equal("one", "two", "three", "think(three)", "answer(three)");
    }

    [StoreFact]
    public async Task Concurrency_is_bounded_and_threads_take_turns()
    {
        var coordinator = await _world.StartAsync(options => options.MaxConcurrentRuns = 1);
        var (_, gate) = await BusyAsync(coordinator, "0", thread: "busy");
        for (var i = 1; i < 4; i++)
        {
            await SayAsync(coordinator, $"{i}", thread: "busy");
        }

        var quiet = await SayAsync(coordinator, "quiet", thread: "quiet");
        coordinator.Health.ActiveRuns.Should().Be(1);
        gate.Open();
        await quiet.JoinAsync().Soon();
        await WhenQuietAsync(coordinator, "busy");

        Chat.Log.ToList().IndexOf("think(quiet)").Should().BeLessThan(Chat.Log.ToList().IndexOf("think(2)"));
    }

    private async Task<(RunHandle Run, Gate Gate)> BusyStubbornThinkAsync(ThreadRunCoordinator coordinator)
    {
        var gate = new Gate();
        Chat.On("think", "one", gate.PassStubbornlyAsync);
        var run = await SayAsync(coordinator, "one");
        await gate.Entered.Soon();
        return (run, gate);
    }
}
