using GraphRuntime.Checkpointing;

namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task DT_33_After_a_rollback_the_state_is_the_one_before_the_run()
    {
        var coordinator = await _world.StartAsync();
        await (await SayAsync(coordinator, "zero")).JoinAsync().Soon();
        var before = await StoredStateAsync();
        var (first, _) = await BusyAsync(coordinator);

        await first.CancelAsync(new CancelOptions { Action = CancelAction.Rollback });

        (await StoredStateAsync()).Should().Be(before);
        await GoneAsync(coordinator, first);
        (await coordinator.GetThreadAsync(Thread)).Status.Should().Be(ThreadStatus.Idle);
    }

    [StoreTheory]
    [InlineData("think")]
    [InlineData("answer")]
    public async Task DT_34_After_a_rollback_only_the_second_turn_is_in_the_history(string node)
    {
        var coordinator = await _world.StartAsync();
        var (first, _) = await BusyAsync(coordinator, node: node);

        var second = await SayAsync(coordinator, "two", Rollback);

        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("two", "think(two)", "answer(two)");
        second.Admission!.DisplacedRunIds.Should().Equal(first.RunId);
        (await HistoryAsync()).Should().OnlyContain(checkpoint => checkpoint.Record.RunId == second.RunId);
    }

    [StoreFact]
    public async Task DT_35_Of_running_and_queued_runs_nothing_is_left()
    {
        var coordinator = await _world.StartAsync();
        var (running, _) = await BusyAsync(coordinator);
        var queued = new[] { await SayAsync(coordinator, "2"), await SayAsync(coordinator, "3"), await SayAsync(coordinator, "4", Enqueue with { Delay = TimeSpan.FromHours(1) }) };

        var last = await SayAsync(coordinator, "last", Rollback with { IncludeDelayed = true });
        await last.JoinAsync().Soon();

        foreach (var run in queued.Append(running))
        {
            await GoneAsync(coordinator, run);
        }

        (await coordinator.ListRunsAsync(Thread)).Should().ContainSingle(run => run.RunId == last.RunId);
        (await MessagesAsync()).Should().Equal("last", "think(last)", "answer(last)");
    }

    [StoreFact]
    public async Task DT_36_A_rolled_back_run_is_not_found_also_by_those_who_wait_for_it()
    {
        var coordinator = await _world.StartAsync();
        var (first, _) = await BusyAsync(coordinator);
        var joined = first.JoinAsync().AsTask();
        var read = first.StreamAsync().ToListAsync().AsTask();

        await SayAsync(coordinator, "two", Rollback);

        await joined.Awaiting(task => task.Soon()).Should().ThrowAsync<RunNotFoundException>();
        await read.Awaiting(task => task.Soon()).Should().ThrowAsync<RunNotFoundException>();
        await GoneAsync(coordinator, first);
    }

    [StoreFact]
    public async Task DT_37_Interrupt_and_rollback_differ_in_five_points()
    {
        var coordinator = await _world.StartAsync();
        var (interrupted, _) = await BusyAsync(coordinator, "one", thread: "interrupt");
        await (await SayAsync(coordinator, "two", Interrupt, "interrupt")).JoinAsync().Soon();
        var (erased, _) = await BusyAsync(coordinator, "1", thread: "rollback");
        await (await SayAsync(coordinator, "two", Rollback, "rollback")).JoinAsync().Soon();

        var (kept, gone) = (await MessagesAsync("interrupt"), await MessagesAsync("rollback"));
        kept.Should().Contain("one", "the input stays");
        gone.Should().NotContain("1", "the input goes");
        kept.Should().Contain("think(one)", "finished steps stay");
        gone.Should().NotContain("think(1)", "finished steps go");
        (await interrupted.GetAsync()).Status.Should().Be(RunStatus.Interrupted, "the record stays");
        await GoneAsync(coordinator, erased);
        (await HistoryAsync("interrupt")).Should().Contain(checkpoint => checkpoint.Record.RunId == interrupted.RunId, "the history stays");
        (await HistoryAsync("rollback")).Should().NotContain(checkpoint => checkpoint.Record.RunId == erased.RunId, "the history goes");
        (await coordinator.ListRunsAsync("interrupt")).Should().HaveCount(2);
        (await coordinator.ListRunsAsync("rollback")).Should().HaveCount(1);
    }

    [StoreFact]
    public async Task DT_38_After_a_rollback_the_history_is_as_long_as_before_and_the_run_cannot_be_resumed()
    {
        var coordinator = await _world.StartAsync();
        await (await SayAsync(coordinator, "zero")).JoinAsync().Soon();
        var before = (await HistoryAsync()).Select(StoredBytes.Of).ToList();
        var (first, _) = await BusyAsync(coordinator);

        await coordinator.CancelRunsAsync(Thread, RunScope.All, new CancelOptions { Action = CancelAction.Rollback });

        (await HistoryAsync()).Select(StoredBytes.Of).Should().Equal(before);
        await GoneAsync(coordinator, first);
        var resumed = await coordinator.CreateRunAsync(Thread, "chat", null);
        await resumed.JoinAsync().Soon();
        (await MessagesAsync()).Should().Equal("zero", "think(zero)", "answer(zero)");
    }

    [StoreFact]
    public async Task DT_39_A_guard_blocks_the_rollback_and_the_second_run_waits()
    {
        var coordinator = await _world.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        await GuardAsync(first, RunGuards.NoRollback);

        var second = await SayAsync(coordinator, "two", Rollback);

        second.Admission!.Applied.Should().Be(MultitaskStrategy.Enqueue);
        gate.Open();
        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task A_node_of_a_rolled_back_run_that_does_not_stop_writes_nothing_and_the_next_run_does_not_overlap_it()
    {
        var coordinator = await _world.StartAsync();
        var gate = new Gate();
        Chat.On("think", "one", gate.PassStubbornlyAsync);
        await SayAsync(coordinator, "one");
        await gate.Entered.Soon();
        var second = await SayAsync(coordinator, "two", Rollback);
        await gate.Cancelled.Soon();

        Chat.Log.Should().Equal("think(one)");
        gate.Open();
        await second.JoinAsync().Soon();

        (await MessagesAsync()).Should().Equal("two", "think(two)", "answer(two)");
    }

    private async Task<string> StoredStateAsync() => StoredBytes.Of((await _world.Checkpointer.ReadAsync(new CheckpointAddress(Thread, ""), null, default)).Checkpoint);

    private async Task<List<StoredCheckpoint>> HistoryAsync(string thread = Thread) =>
        await _world.Checkpointer.ListAsync(new CheckpointQuery { Address = new CheckpointAddress(thread, "") }, default).ToListAsync();
}
