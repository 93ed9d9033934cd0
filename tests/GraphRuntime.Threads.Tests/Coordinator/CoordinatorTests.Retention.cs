using Microsoft.Extensions.Options;

namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(20);

    [StoreFact]
    public async Task Events_go_first_then_the_record_of_the_run_and_the_state_stays()
    {
        var coordinator = await RetainAsync(static keep => (keep.Events, keep.Runs) = (TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)));
        var run = await SayAsync(coordinator, "one");
        await run.JoinAsync().Soon();
        (await run.StreamAsync().CountAsync()).Should().Be(2);

        await PassWhileAsync(async () => await run.StreamAsync().AnyAsync());
        (await run.GetAsync()).Status.Should().Be(RunStatus.Success);
        (await coordinator.ReadThreadEventsAsync(Thread)).Events.Should().OnlyContain(static one => one.Kind == ThreadEvent.LifecycleKind);

        await PassWhileAsync(async () => (await coordinator.ListRunsAsync(Thread)).Count > 0);
        await GoneAsync(coordinator, run);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)");
        (await EndAsync(await SayAsync(coordinator, "two"))).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task Old_checkpoints_go_and_the_thread_goes_on()
    {
        var coordinator = await RetainAsync(static keep => keep.CheckpointsPerThread = 2);
        var client = new ThreadClient<ChatState>(coordinator, "chat");
        foreach (var text in (string[])["one", "two", "three"])
        {
            await EndAsync(await SayAsync(coordinator, text));
        }

        await PassWhileAsync(async () => await client.GetHistoryAsync(Thread).CountAsync() > 2);

        (await MessagesAsync()).Should().HaveCount(9).And.StartWith("one").And.EndWith("answer(three)");
        (await client.GetHistoryAsync(Thread).Select(static step => step.State.Messages.Length).ToListAsync()).Should().Equal(9, 8);
        (await EndAsync(await SayAsync(coordinator, "four"))).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().HaveCount(12);
    }

    [StoreFact]
    public async Task A_thread_that_waits_keeps_the_checkpoint_that_it_waits_at_and_is_resumed()
    {
        var coordinator = await RetainAsync(static keep => (keep.CheckpointsPerThread, keep.Runs, keep.IdleThreads) = (1, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5)));
        await EndAsync(await SayAsync(coordinator, "one"));
        await EndAsync(await SayAsync(coordinator, "two", Enqueue with { Config = new RunConfig { InterruptBefore = ["answer"] } }));
        var client = new ThreadClient<ChatState>(coordinator, "chat");

        await PassWhileAsync(async () => (await coordinator.ListRunsAsync(Thread)).Count > 0 || await client.GetHistoryAsync(Thread).CountAsync() > 1);

        (await coordinator.GetThreadAsync(Thread)).Status.Should().Be(ThreadStatus.Interrupted);
        (await EndAsync(await coordinator.CreateRunAsync(Thread, "chat", GraphInput.Resume))).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().EndWith("answer(two)").And.HaveCount(6);
    }

    [StoreFact]
    public async Task The_input_of_a_displaced_run_stays_until_it_is_applied_and_is_applied_once()
    {
        var coordinator = await RetainAsync(static keep => (keep.CheckpointsPerThread, keep.Events, keep.Runs, keep.IdleThreads) = (1, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(2)));
        var (first, gate) = await BusyAsync(coordinator);
        await EndAsync(await SayAsync(coordinator, "hello", thread: "idle"));
        var second = await SayAsync(coordinator, "two", Interrupt with { Delay = TimeSpan.FromMinutes(20) });
        await gate.Cancelled.Soon();
        await EndAsync(first);
        await second.CancelAsync();

        await PassWhileAsync(async () => await Exists(coordinator, "idle"));
        (await first.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced, "its input is owed, and nothing is in flight");
        await EndAsync(await SayAsync(coordinator, "three"));

        (await MessagesAsync()).Should().OnlyHaveUniqueItems().And.StartWith("one").And.EndWith("answer(three)");
    }

    [StoreFact]
    public async Task Idle_threads_are_deleted_and_those_that_wait_or_work_are_not()
    {
        var coordinator = await RetainAsync(static keep => keep.IdleThreads = TimeSpan.FromMinutes(30));
        var (run, gate) = await BusyAsync(coordinator, thread: "busy");
        await EndAsync(await SayAsync(coordinator, "ask", thread: "asking"));
        await EndAsync(await SayAsync(coordinator, "hello", thread: "idle"));
        await coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = "empty" });

        await PassWhileAsync(async () => await Exists(coordinator, "idle") || await Exists(coordinator, "empty"));

        (await coordinator.SearchThreadsAsync()).Select(static thread => thread.ThreadId).Should().BeEquivalentTo("busy", "asking");
        (await Chat.MessagesAsync("idle")).Should().BeEmpty("the state goes with its thread");
        gate.Open();
        (await EndAsync(run)).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task Threads_that_wait_are_deleted_only_when_that_is_asked_for()
    {
        var coordinator = await RetainAsync(static keep => keep.WaitingThreads = TimeSpan.FromMinutes(10));
        await EndAsync(await SayAsync(coordinator, "ask", thread: "asking"));
        await EndAsync(await SayAsync(coordinator, "hello", thread: "idle"));

        // The worker writes its log entry after the thread is gone.
        await PassWhileAsync(() => Task.FromResult(_world.Logged.Of(2045).Count == 0));

        (await Exists(coordinator, "asking")).Should().BeFalse();
        (await coordinator.GetThreadAsync("idle")).Status.Should().Be(ThreadStatus.Idle);
        _world.Logged.Of(2045).Select(static entry => entry.Text).Should().Equal("Retention removed 1 threads");
    }

    [StoreFact]
    public void Retention_that_makes_no_sense_is_refused_by_name()
    {
        RefusedRetention(static keep => keep.Events = TimeSpan.FromSeconds(-1)).Should().Contain("Retention.Events");
        RefusedRetention(static keep => keep.Runs = TimeSpan.MaxValue).Should().Contain("Retention.Runs");
        RefusedRetention(static keep => keep.CheckpointsPerThread = 0).Should().Contain("Retention.CheckpointsPerThread").And.Contain("at least 1");
        RefusedRetention(static keep => keep.IdleThreads = TimeSpan.FromDays(40000)).Should().Contain("Retention.IdleThreads");
        RefusedRetention(static keep => keep.WaitingThreads = TimeSpan.FromTicks(-1)).Should().Contain("Retention.WaitingThreads");
        RefusedRetention(static keep => keep.Interval = TimeSpan.Zero).Should().Contain("Retention.Interval");
    }

    private string RefusedRetention(Action<RetentionOptions> retention) =>
        FluentActions.Invoking(() => _world.Create(options => retention(options.Retention))).Should().Throw<OptionsValidationException>().Which.Message;

    private async Task<ThreadRunCoordinator> RetainAsync(Action<RetentionOptions> retention) => await _world.StartAsync(options =>
    {
        options.Retention.Interval = TimeSpan.FromMinutes(1);

        // Time passes in large steps here; no lease is to end in one.
        options.LeaseDuration = TimeSpan.FromDays(1);
        retention(options.Retention);
    });

    private async Task PassWhileAsync(Func<Task<bool>> holds)
    {
        while (await holds())
        {
            var now = Time.GetUtcNow();
            await _world.PassUntilAsync(() => Time.GetUtcNow() - now >= Step + Step, Step);
        }
    }

    private static async Task<bool> Exists(ThreadRunCoordinator coordinator, string thread) =>
        (await coordinator.SearchThreadsAsync()).Any(one => one.ThreadId == thread);
}
