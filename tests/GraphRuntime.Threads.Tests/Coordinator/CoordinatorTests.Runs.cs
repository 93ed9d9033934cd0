using System.Text;

namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task A_delayed_run_starts_when_its_delay_is_over_and_not_before()
    {
        var coordinator = await _world.StartAsync();
        var created = Time.GetUtcNow();
        var delayed = await SayAsync(coordinator, "later", Enqueue with { Delay = TimeSpan.FromMinutes(5) });
        (await EndAsync(await SayAsync(coordinator, "now"))).Should().Be(RunStatus.Success);

        (await delayed.GetAsync()).Should().Match<RunInfo>(run => run.Status == RunStatus.Pending && run.NotBefore == created + TimeSpan.FromMinutes(5));
        (await coordinator.GetThreadAsync(Thread)).Status.Should().Be(ThreadStatus.Busy);
        await coordinator.Awaiting(c => SayAsync(c, "no", Reject with { IncludeDelayed = true }).AsTask()).Should().ThrowAsync<RunConflictException>();
        var ended = await _world.PassUntilAsync(delayed.JoinAsync(), TimeSpan.FromSeconds(5));

        ended.Status.Should().Be(RunStatus.Success);
        ended.StartedAt.Should().BeOnOrAfter(created + TimeSpan.FromMinutes(5));
        (await MessagesAsync()).Should().Equal("now", "think(now)", "answer(now)", "later", "think(later)", "answer(later)");
    }

    [StoreFact]
    public async Task A_run_that_takes_too_long_ends_as_timed_out_and_the_next_one_runs()
    {
        var coordinator = await _world.StartAsync();
        var gate = new Gate();
        Chat.On("answer", "one", gate.PassAsync);
        var run = await SayAsync(coordinator, "one", Enqueue with { Timeout = TimeSpan.FromMinutes(1) });
        var next = await SayAsync(coordinator, "two");
        await gate.Entered.Soon();

        var ended = await _world.PassUntilAsync(run.JoinAsync());

        ended.Status.Should().Be(RunStatus.Timeout);
        ended.Error.Should().NotBeNullOrEmpty();
        (await EndAsync(next)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task A_time_out_holds_for_a_node_that_does_not_listen()
    {
        var coordinator = await _world.StartAsync(options => options.RunTimeout = TimeSpan.FromSeconds(5));
        var (run, gate) = await BusyStubbornAsync(coordinator, "one");

        (await _world.PassUntilAsync(run.JoinAsync())).Status.Should().Be(RunStatus.Timeout);
        (await coordinator.GetThreadAsync(Thread)).Status.Should().Be(ThreadStatus.Error);
        gate.Open();
    }

    [StoreFact]
    public async Task An_error_of_a_node_ends_the_run_as_failed_with_its_message()
    {
        var coordinator = await _world.StartAsync();
        Chat.On("think", "one", _ => throw new InvalidTimeZoneException("the zone is gone"));
        var run = await SayAsync(coordinator, "one");

        (await run.JoinAsync().Soon()).Should().Match<RunInfo>(info => info.Status == RunStatus.Error && info.Error == "Node 'think': the zone is gone");
        (await run.Awaiting(r => r.WaitAsync().Soon()).Should().ThrowAsync<RunFailedException>()).Which.Run.RunId.Should().Be(run.RunId);
        (await coordinator.GetThreadAsync(Thread)).Status.Should().Be(ThreadStatus.Error);
    }

    [StoreFact]
    public async Task A_paused_run_says_what_it_waits_for_and_a_run_with_the_answer_goes_on()
    {
        var coordinator = await _world.StartAsync();
        var asking = await SayAsync(coordinator, "ask");

        var paused = await asking.WaitAsync().Soon();
        paused.Should().Match<RunInfo>(info => info.Status == RunStatus.Interrupted && info.Reason == RunStatusReason.AwaitingAnswer);
        var question = paused.InterruptIds.Should().ContainSingle().Which;
        var shown = paused.Interrupts.Should().ContainSingle().Which;
        (shown.Id, shown.IsAnswerable, shown.ValueAs<string>()).Should().Be((question, true, "What about it?"));
        var thread = await coordinator.GetThreadAsync(Thread);
        thread.Status.Should().Be(ThreadStatus.Interrupted);
        thread.Pause!.InterruptIds.Should().Equal(question);

        (await (await coordinator.CreateRunAsync(Thread, "chat", null)).WaitAsync().Soon()).InterruptIds.Should().Equal(question);
        var resumed = await coordinator.CreateRunAsync(Thread, "chat", GraphInput.Answer(question, "this"));
        (await EndAsync(resumed)).Should().Be(RunStatus.Success);
        (await coordinator.GetThreadAsync(Thread)).Should().Match<ThreadInfo>(info => info.Status == ThreadStatus.Idle && info.Pause == null);
        (await MessagesAsync()).Should().Equal("ask", "think(ask)", "answer(ask)");
    }

    [StoreFact]
    public async Task A_run_that_stopped_at_a_question_shows_it_also_after_it_was_answered()
    {
        var coordinator = await _world.StartAsync();
        var asking = await SayAsync(coordinator, "ask");
        var question = (await asking.WaitAsync().Soon()).InterruptIds[0];

        await (await coordinator.CreateRunAsync(Thread, "chat", GraphInput.Answer(question, "this"))).WaitAsync().Soon();

        (await asking.GetAsync()).Interrupts.Should().ContainSingle(one => one.Id == question && one.Value.GetString() == "What about it?");
        (await coordinator.ListRunsAsync(Thread)).Should().OnlyContain(run => run.Interrupts.Count == 0, "lists are small");
    }

    [StoreFact]
    public async Task BP_13_A_run_that_a_node_paused_says_so_and_nobody_can_answer_it()
    {
        var coordinator = await _world.StartAsync();
        Chat.On("answer", "long message", _ => throw new NodeInterruptException("Shorten it."));
        var run = await SayAsync(coordinator, "long message");

        var paused = await run.WaitAsync().Soon();

        paused.Should().Match<RunInfo>(info => info.Status == RunStatus.Interrupted && info.Reason == RunStatusReason.NodePaused && info.InterruptIds.Count == 0);
        paused.Interrupts.Should().ContainSingle(one => !one.IsAnswerable && one.Value.GetString() == "Shorten it.");
        var thread = await coordinator.GetThreadAsync(Thread);
        thread.Status.Should().Be(ThreadStatus.Interrupted);
        thread.Pause!.Reason.Should().Be(RunStatusReason.NodePaused);
        await coordinator.Awaiting(c => c.CreateRunAsync(Thread, "chat", GraphInput.Answer("yes")).AsTask()).Should().ThrowAsync<AnswerException>();
        (await (await coordinator.CreateRunAsync(Thread, "chat", null)).WaitAsync().Soon()).Reason.Should().Be(RunStatusReason.NodePaused, "the state still leads to it");
        Chat.On("answer", "long message", _ => Task.CompletedTask);
        (await (await coordinator.CreateRunAsync(Thread, "chat", null)).WaitAsync().Soon()).Status.Should().Be(RunStatus.Success);
        (await coordinator.GetThreadAsync(Thread)).Pause.Should().BeNull();
    }

    [StoreFact]
    public async Task The_output_of_a_run_is_its_state()
    {
        var coordinator = await _world.StartAsync();

        var run = await (await SayAsync(coordinator, "one")).WaitAsync().Soon();

        Encoding.UTF8.GetString(run.Output.Span).Should().Be("""{"Messages":["one","think(one)","answer(one)"],"Said":"one","Thought":"one"}""");
    }

    [StoreFact]
    public async Task The_same_idempotency_key_is_the_same_run()
    {
        var coordinator = await _world.StartAsync();
        var first = await SayAsync(coordinator, "one", Enqueue with { IdempotencyKey = "key" });
        await first.JoinAsync().Soon();

        var again = await SayAsync(coordinator, "one", Rollback with { IdempotencyKey = "key" });

        again.RunId.Should().Be(first.RunId);
        again.Admission!.Duplicate.Should().BeTrue();
        (await coordinator.ListRunsAsync(Thread)).Should().ContainSingle();
        (await SayAsync(coordinator, "one", Enqueue with { IdempotencyKey = "key" }, "other")).RunId.Should().NotBe(first.RunId);
    }

    [StoreFact]
    public async Task Cancelling_a_running_run_keeps_what_it_committed()
    {
        var coordinator = await _world.StartAsync();
        var (run, _) = await BusyAsync(coordinator);

        await run.CancelAsync(new CancelOptions { Wait = true }).Soon();

        (await run.GetAsync()).Should().Match<RunInfo>(info => info.Status == RunStatus.Interrupted && info.Reason == RunStatusReason.Cancelled);
        (await MessagesAsync()).Should().Equal("one", "think(one)");
        (await coordinator.GetThreadAsync(Thread)).Status.Should().Be(ThreadStatus.Idle);
        await run.CancelAsync();
        (await run.GetAsync()).Reason.Should().Be(RunStatusReason.Cancelled);
    }

    [StoreFact]
    public async Task Deleting_a_running_run_stops_it_and_kills_no_worker()
    {
        var coordinator = await _world.StartAsync(options => options.MaxConcurrentRuns = 1);
        var (run, gate) = await BusyAsync(coordinator);

        await run.DeleteAsync();

        await gate.Cancelled.Soon();
        await GoneAsync(coordinator, run);
        (await EndAsync(await SayAsync(coordinator, "two"))).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task Two_readers_of_a_stream_both_get_all_of_it_from_anywhere_also_after_the_end()
    {
        var coordinator = await _world.StartAsync();
        var (run, gate) = await BusyAsync(coordinator);
        var readers = new[] { run.StreamAsync().ToListAsync().AsTask(), run.StreamAsync().ToListAsync().AsTask(), _world.Create().StreamAsync(Thread, run.RunId, 1).ToListAsync().AsTask() };
        gate.Open();

        var (first, second, tail) = (await readers[0].Soon(), await readers[1].Soon(), await readers[2].Soon());

        first.Select(one => one.Kind).Should().Equal("updates", "updates");
        Encoding.UTF8.GetString(first[0].Data.Span).Should().Contain("think(one)").And.NotContain("answer");
        first.Select(one => one.Sequence).Should().Equal(1, 2);
        second.Select(one => one.Sequence).Should().Equal(1, 2);
        tail.Select(one => one.Sequence).Should().Equal(2);
        (await run.StreamAsync().ToListAsync()).Should().HaveCount(2);
        (await run.StreamAsync(2).ToListAsync()).Should().BeEmpty();
    }

    [StoreFact]
    public async Task Bad_input_is_named_at_the_door_and_leaves_nothing()
    {
        var coordinator = _world.Create();

        await coordinator.Awaiting(c => c.CreateRunAsync(Thread, "unknown", null).AsTask()).Should().ThrowAsync<GraphNotFoundException>();
        await coordinator.Awaiting(c => c.CreateRunAsync("", "chat", null).AsTask()).Should().ThrowAsync<ArgumentException>();
        await coordinator.Awaiting(c => c.CreateRunAsync(new string('x', 257), "chat", null).AsTask()).Should().ThrowAsync<ArgumentException>();
        await coordinator.Awaiting(c => c.CreateRunAsync("a\nb", "chat", null).AsTask()).Should().ThrowAsync<ArgumentException>();
        await coordinator.Awaiting(c => c.CreateRunAsync(Thread, "chat", new OtherState.Update { Text = "no" }).AsTask()).Should().ThrowAsync<InvalidUpdateException>();
        await coordinator.Awaiting(c => SayAsync(c, "one", new RunOptions { Delay = TimeSpan.FromSeconds(-1) }).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await coordinator.Awaiting(c => SayAsync(c, "one", new RunOptions { Timeout = TimeSpan.Zero }).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await coordinator.Awaiting(c => SayAsync(c, "one", new RunOptions { MultitaskStrategy = (MultitaskStrategy)9 }).AsTask()).Should().ThrowAsync<UnknownMultitaskStrategyException>();
        await coordinator.Awaiting(c => SayAsync(c, "one", new RunOptions { Metadata = new Dictionary<string, object?> { ["o"] = new object() } }).AsTask()).Should().ThrowAsync<ArgumentException>();
        await coordinator.Awaiting(c => SayAsync(c, "one", new RunOptions { CreateThread = false }).AsTask()).Should().ThrowAsync<ThreadNotFoundException>();
        await coordinator.Awaiting(c => c.GetThreadAsync(Thread).AsTask()).Should().ThrowAsync<ThreadNotFoundException>();
    }
}
