namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task DT_10_Reject_refuses_while_busy_and_accepts_after_the_end()
    {
        var coordinator = await _world.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);

        await coordinator.Invoking(c => SayAsync(c, "two", Reject).AsTask()).Should().ThrowAsync<RunConflictException>();
        gate.Open();
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        var accepted = await SayAsync(coordinator, "three", Reject);

        (await EndAsync(accepted)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)", "three", "think(three)", "answer(three)");
    }

    [StoreFact]
    public async Task DT_11_The_conflict_is_a_409_that_names_the_runs_in_flight()
    {
        var coordinator = await _world.StartAsync();
        var (first, _) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two", Enqueue);

        var conflict = (await coordinator.Invoking(c => SayAsync(c, "three", Reject).AsTask()).Should().ThrowAsync<RunConflictException>()).Which;

        conflict.StatusCode.Should().Be(409);
        conflict.ThreadId.Should().Be(Thread);
        conflict.ActiveRunIds.Should().Equal(first.RunId, second.RunId);
    }

    [StoreFact]
    public async Task DT_12_The_conflict_is_typed_and_says_what_to_do()
    {
        var coordinator = await _world.StartAsync();
        await BusyAsync(coordinator);

        var conflict = (await coordinator.Invoking(c => SayAsync(c, "two", Reject).AsTask()).Should().ThrowAsync<GraphRuntimeException>()).Which;

        conflict.Should().BeOfType<RunConflictException>();
        conflict.Message.Should().Contain("try again").And.Contain("enqueue");
    }

    [StoreFact]
    public async Task DT_13_After_a_rejection_the_thread_has_the_first_turn_only()
    {
        var coordinator = await _world.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        await coordinator.Invoking(c => SayAsync(c, "two", Reject).AsTask()).Should().ThrowAsync<RunConflictException>();

        gate.Open();
        await first.JoinAsync().Soon();

        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)");
    }

    [StoreFact]
    public async Task DT_14_Nothing_is_stored_for_a_rejected_input()
    {
        var coordinator = await _world.StartAsync();
        await BusyAsync(coordinator);
        var before = await coordinator.GetThreadAsync(Thread);

        await coordinator.Invoking(c => SayAsync(c, "two", Reject with { RunId = "rejected", IdempotencyKey = "key" }).AsTask()).Should().ThrowAsync<RunConflictException>();

        (await coordinator.ListRunsAsync(Thread)).Should().ContainSingle();

        // The run that is busy goes on storing its own events.
        (await coordinator.GetThreadAsync(Thread)).Should().BeEquivalentTo(before, static options => options.Excluding(static thread => thread.LastEvent));
        await GoneAsync(coordinator, coordinator.GetHandle(Thread, "rejected"));
        (await SayAsync(coordinator, "three", Enqueue with { IdempotencyKey = "key" })).Admission!.Duplicate.Should().BeFalse();
    }

    [StoreFact]
    public async Task DT_15_The_retry_succeeds_once_the_thread_is_free()
    {
        var coordinator = await _world.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var retried = coordinator.CreateRunWithRetryAsync(Thread, "chat", ChatGraph.Say("two"), Reject).AsTask();

        Time.Advance(TimeSpan.FromSeconds(1));
        retried.IsCompleted.Should().BeFalse();
        gate.Open();
        await first.JoinAsync().Soon();
        await _world.PassUntilAsync(retried);

        (await EndAsync(await retried)).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task DT_15_The_retry_gives_up_after_the_last_try_and_can_be_cancelled()
    {
        var coordinator = await _world.StartAsync();
        await BusyAsync(coordinator);
        using var cancellation = new CancellationTokenSource();

        var lost = coordinator.CreateRunWithRetryAsync(Thread, "chat", ChatGraph.Say("two"), Reject, new ConflictRetryOptions { MaxRetries = 2 }).AsTask();
        var cancelled = coordinator.CreateRunWithRetryAsync(Thread, "chat", ChatGraph.Say("two"), Reject, null, cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        await cancelled.Awaiting(task => task.Soon()).Should().ThrowAsync<OperationCanceledException>();
        await lost.Awaiting(task => _world.PassUntilAsync(task)).Should().ThrowAsync<RunConflictException>();
        await coordinator.Awaiting(c => c.CreateRunWithRetryAsync(Thread, "chat", ChatGraph.Say("two"), Reject, new ConflictRetryOptions { MaxRetries = 0 }).AsTask())
            .Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [StoreFact]
    public async Task DT_49_Retries_come_after_1_2_and_4_seconds_and_other_errors_are_not_retried()
    {
        var store = new CountingStore(_world.Store);
        var coordinator = await _world.StartAsync(store: store);
        await BusyAsync(coordinator);
        var tries = new List<double>();
        var start = Time.GetUtcNow();
        store.Admitting = () => tries.Add((Time.GetUtcNow() - start).TotalSeconds);

        var retried = coordinator.CreateRunWithRetryAsync(Thread, "chat", ChatGraph.Say("two"), Reject).AsTask();
        await retried.Awaiting(task => _world.PassUntilAsync(task, TimeSpan.FromMilliseconds(250))).Should().ThrowAsync<RunConflictException>();

        // The store takes real time, in which the virtual clock may go on by a step.
        var waits = tries.Zip(tries.Skip(1), (one, next) => next - one).ToList();
        waits.Should().HaveCount(3);
        waits.Zip([1.0, 2.0, 4.0]).Should().OnlyContain(pair => pair.First >= pair.Second && pair.First <= pair.Second + 0.5);
        await coordinator.Awaiting(c => c.CreateRunWithRetryAsync(Thread, "unknown", null, Reject).AsTask()).Should().ThrowAsync<GraphNotFoundException>();
    }
}
