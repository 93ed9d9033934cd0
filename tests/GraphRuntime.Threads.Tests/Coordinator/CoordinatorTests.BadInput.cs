namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task A_configuration_that_no_run_could_have_is_refused_when_the_run_is_created()
    {
        var coordinator = await _world.StartAsync();

        var unknown = await RefusedAsync<InvalidBreakpointException>(coordinator, new RunConfig { InterruptBefore = ["think", "speak"] });
        unknown.Graph.Should().Be("chat");
        unknown.Node.Should().Be("speak");
        unknown.Message.Should().Contain("'speak'").And.Contain("answer, think");
        (await RefusedAsync<InvalidBreakpointException>(coordinator, new RunConfig { InterruptAfter = ["later"] })).Node.Should().Be("later");
        (await RefusedAsync<ArgumentOutOfRangeException>(coordinator, new RunConfig { RecursionLimit = 0 })).Message.Should().Contain("RecursionLimit");
        (await RefusedAsync<ArgumentOutOfRangeException>(coordinator, new RunConfig { MaxConcurrency = 0 })).Message.Should().Contain("concurrency");
        (await RefusedAsync<ArgumentOutOfRangeException>(coordinator, new RunConfig { Durability = (DurabilityMode)7 })).Message.Should().Contain("Durability");
        await RefusedAsync<ArgumentException>(coordinator, new RunConfig { Metadata = Metadata(("o", new object())) });
        await coordinator.Awaiting(c => c.GetThreadAsync(Thread).AsTask()).Should().ThrowAsync<ThreadNotFoundException>("nothing was half created");
    }

    [StoreFact]
    public async Task Options_that_make_no_sense_are_refused_by_name()
    {
        var coordinator = _world.Create();

        await RefusedAsync<ArgumentOutOfRangeException>(coordinator, Enqueue with { Delay = TimeSpan.FromTicks(-1) }, "*RunOptions.Delay*");
        await RefusedAsync<ArgumentOutOfRangeException>(coordinator, Enqueue with { Delay = TimeSpan.MaxValue }, "*RunOptions.Delay*");
        await RefusedAsync<ArgumentOutOfRangeException>(coordinator, Enqueue with { Timeout = TimeSpan.FromDays(50) }, "*RunOptions.Timeout*");
        await RefusedAsync<ArgumentOutOfRangeException>(coordinator, Enqueue with { StreamModes = (StreamModes)1024 }, "*RunOptions.StreamModes*");
        await RefusedAsync<ArgumentOutOfRangeException>(coordinator, Enqueue with { WhenGuarded = (GuardedStrategy)9 }, "*GuardedStrategy*");
        await RefusedAsync<ArgumentException>(coordinator, Enqueue with { RunId = "" }, "*RunOptions.RunId*");
        await RefusedAsync<ArgumentException>(coordinator, Enqueue with { IdempotencyKey = new string('k', 257) }, "*257*RunOptions.IdempotencyKey*");
        await RefusedAsync<ArgumentException>(coordinator, Enqueue with { Policy = RunPolicy.Always(MultitaskStrategy.Reject) }, "*both a policy and a strategy*");
        var strategy = await RefusedAsync<UnknownMultitaskStrategyException>(coordinator, new RunOptions { MultitaskStrategy = (MultitaskStrategy)9 }, "*'9'*enqueue, reject, interrupt, rollback, steer, preempt*");
        strategy.Name.Should().Be("9");
        await coordinator.Awaiting(c => c.GetThreadAsync(Thread).AsTask()).Should().ThrowAsync<ThreadNotFoundException>("nothing was half created");

        await coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = Thread });
        await coordinator.Awaiting(c => c.CancelRunsAsync(Thread, (RunScope)9).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("*RunScope 9*");
        await coordinator.Awaiting(c => c.CancelRunsAsync(Thread, RunScope.All, new CancelOptions { Action = (CancelAction)9 }).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("*CancelAction 9*");
        await coordinator.Awaiting(c => c.CreateThreadAsync(new ThreadOptions { IfExists = (IfThreadExists)9 }).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await coordinator.Awaiting(c => c.SearchThreadsAsync(new ThreadSearchOptions { Status = (ThreadStatus)9 }).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await coordinator.Awaiting(c => c.ListRunsAsync(Thread, new RunListOptions { Status = (RunStatus)9 }).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await coordinator.Awaiting(c => c.ListRunsAsync(Thread, new RunListOptions { Offset = -1 }).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await coordinator.Awaiting(c => c.StreamAsync(Thread, "run", -1).ToListAsync().AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await coordinator.Awaiting(c => c.CreateRunWithRetryAsync(Thread, "chat", ChatGraph.Say("x"), Reject, new ConflictRetryOptions { MaxRetries = 0 }).AsTask())
            .Should().ThrowAsync<ArgumentOutOfRangeException>();
        (await coordinator.ListRunsAsync(Thread)).Should().BeEmpty();
    }

    [StoreFact]
    public async Task What_is_not_there_is_named_with_its_ids()
    {
        var coordinator = await _world.StartAsync();
        (await coordinator.Awaiting(c => SayAsync(c, "one", Enqueue with { CreateThread = false }).AsTask()).Should().ThrowAsync<ThreadNotFoundException>().WithMessage("*'thread'*"))
            .Which.ThreadId.Should().Be(Thread);
        (await coordinator.Awaiting(c => c.CreateRunAsync(Thread, "Chat", null).AsTask()).Should().ThrowAsync<GraphNotFoundException>().WithMessage("*'Chat'*AddGraph*"))
            .Which.GraphName.Should().Be("Chat");
        (await coordinator.Awaiting(c => c.CreateRunAsync(Thread, "chat", new OtherState.Update { Text = "no" }).AsTask()).Should().ThrowAsync<InvalidUpdateException>())
            .Which.Message.Should().Contain("chat");
        await coordinator.Awaiting(c => c.UpdateThreadAsync(Thread, Metadata(("a", 1))).AsTask()).Should().ThrowAsync<ThreadNotFoundException>();
        await coordinator.Awaiting(c => c.CopyThreadAsync(Thread).AsTask()).Should().ThrowAsync<ThreadNotFoundException>();

        await (await SayAsync(coordinator, "one")).JoinAsync().Soon();
        await GoneAsync(coordinator, coordinator.GetHandle(Thread, "run-nobody-made"));
        await coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = "there" });
        (await coordinator.Awaiting(c => c.CopyThreadAsync(Thread, "there").AsTask()).Should().ThrowAsync<ThreadExistsException>()).Which.ThreadId.Should().Be("there");
    }

    [StoreFact]
    public async Task A_disposed_coordinator_says_so_and_stores_nothing()
    {
        var disposed = await _world.StartAsync();
        await disposed.DisposeAsync();

        await disposed.Awaiting(c => SayAsync(c, "one").AsTask()).Should().ThrowAsync<ObjectDisposedException>().WithMessage("*ThreadRunCoordinator*");
        await disposed.Awaiting(c => c.CreateThreadAsync().AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        await disposed.Awaiting(c => c.GetThreadAsync(Thread).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        await disposed.Awaiting(c => c.SearchThreadsAsync().AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        await disposed.Awaiting(c => c.ListRunsAsync(Thread).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        await disposed.Awaiting(c => c.JoinAsync(Thread, "run").AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        await disposed.Awaiting(c => c.StreamAsync(Thread, "run").ToListAsync().AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        await disposed.Awaiting(c => c.CancelRunsAsync(Thread).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        await disposed.Awaiting(c => c.DeleteThreadAsync(Thread).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        await disposed.Awaiting(c => c.GetStateAsync(Thread).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
        (await _world.Create().SearchThreadsAsync()).Should().BeEmpty();
    }

    [StoreFact]
    public async Task A_store_outage_longer_than_the_lease_pauses_work_and_loses_nothing()
    {
        var store = new CountingStore(_world.Store);
        var coordinator = await _world.StartAsync(options => options.LeaseDuration = TimeSpan.FromSeconds(10), store);
        var (first, gate) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two");
        store.Down = true;

        var away = (await coordinator.Awaiting(c => SayAsync(c, "three").AsTask()).Should().ThrowAsync<StorageException>()).Which;
        away.Problem.Should().Be(StorageProblem.Unavailable);
        away.IsTransient.Should().BeTrue();
        await _world.PassUntilAsync(gate.Cancelled);
        Chat.On("answer", "one", _ => Task.CompletedTask);
        store.Down = false;

        (await _world.PassUntilAsync(second.JoinAsync())).Status.Should().Be(RunStatus.Success);
        (await first.GetAsync()).Status.Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)", "two", "think(two)", "answer(two)");
        (await coordinator.ListRunsAsync(Thread)).Should().HaveCount(2, "the refused run was not half created");
        coordinator.Health.StoreProblem.Should().BeNull();
    }

    [StoreFact]
    public async Task Breakpoints_of_a_call_pause_the_run_and_stay_with_the_thread_where_they_are_sticky()
    {
        var coordinator = await _world.StartAsync();
        var sticky = new RunOptions { Config = new RunConfig { InterruptBefore = ["think", "answer"], StickyBreakpoints = true } };

        (await (await SayAsync(coordinator, "one", sticky)).WaitAsync().Soon()).Reason.Should().Be(RunStatusReason.Paused);
        (await (await coordinator.CreateRunAsync(Thread, "chat", null)).WaitAsync().Soon()).Reason.Should().Be(RunStatusReason.Paused, "the list stays until the thread has finished");
        (await (await coordinator.CreateRunAsync(Thread, "chat", null)).WaitAsync().Soon()).Status.Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)");
    }

    private static Task<T> RefusedAsync<T>(ThreadRunCoordinator coordinator, RunConfig config)
        where T : Exception =>
        RefusedAsync<T>(coordinator, new RunOptions { Config = config }, "*");

    private static async Task<T> RefusedAsync<T>(ThreadRunCoordinator coordinator, RunOptions options, string message)
        where T : Exception =>
        (await coordinator.Awaiting(c => SayAsync(c, "one", options).AsTask()).Should().ThrowAsync<T>().WithMessage(message)).Which;
}
