namespace GraphRuntime.Threads.Tests;

/// <content>Nothing that the store throws, or does not answer, ends a loop, repeats a node without end or holds up a stop.</content>
public abstract partial class CoordinatorTests
{
    private static readonly string[] s_workerCalls =
    [
        nameof(IRunStore.ClaimAsync), nameof(IRunStore.RenewAsync), nameof(IRunStore.ReapAsync), nameof(IRunStore.AppendEventsAsync), nameof(IRunStore.SettleAsync),
        nameof(IRunStore.ReleaseAsync), nameof(IRunStore.AcknowledgeStopAsync), nameof(IRunStore.SetGuardsAsync), nameof(IRunStore.MarkInputsAppliedAsync),
        nameof(IRunStore.TakeEndedAsync), nameof(IRunStore.ConfirmEndAsync),
    ];

    private static readonly Dictionary<string, Func<Exception>> s_failures = new()
    {
        ["busy"] = () => new StorageException(StorageProblem.Busy, "The store is busy. Try again later."),
        ["full"] = () => new StorageException(StorageProblem.Full, "The store is full. Make room."),
        ["driver"] = () => new ArgumentOutOfRangeException("index", "The driver failed."),
        ["disposed"] = () => new ObjectDisposedException("connection"),
        ["aggregate"] = () => new AggregateException(new IOException("The connection was reset.")),
        ["cancelled"] = () => new OperationCanceledException("Somebody cancelled the connection."),
    };

    public static TheoryData<string> Failures => [.. s_failures.Keys];

    [StoreTheory]
    [MemberData(nameof(Failures))]
    public async Task A_store_that_fails_each_kind_of_call_ends_no_loop(string failure)
    {
        var calls = new CallbackLog();
        _world.Callbacks.Add(calls);
        var failed = new HashSet<string>();
        var coordinator = await _world.StartAsync(options => options.MaxAttempts = 20);
        _world.Store.Calling = call =>
        {
            lock (failed)
            {
                return s_workerCalls.Contains(call) && failed.Add(call) ? Task.FromException(s_failures[failure]()) : Task.CompletedTask;
            }
        };

        var gate = new Gate();
        Chat.On("answer", "deleted", gate.PassAsync);
        var deleted = await SayAsync(coordinator, "deleted", thread: "deleted");
        await _world.PassUntilAsync(gate.Entered);
        await deleted.DeleteAsync();
        await _world.PassUntilAsync(gate.Cancelled);
        await _world.PassUntilAsync((await SayAsync(coordinator, "first", thread: "first")).JoinAsync());
        await _world.PassUntilAsync((await SayAsync(coordinator, "second", thread: "second")).JoinAsync());

        await _world.PassUntilAsync(() => failed.Contains(nameof(IRunStore.ReapAsync)));
        _world.Store.Calling = null;
        var runs = new List<RunHandle> { await SayAsync(coordinator, "three", thread: "first"), await SayAsync(coordinator, "four", thread: "first") };
        foreach (var run in runs)
        {
            (await _world.PassUntilAsync(run.JoinAsync())).Status.Should().Be(RunStatus.Success);
        }

        await _world.PassUntilAsync(() => runs.TrueForAll(run => calls.Runs.Any(told => told.RunId == run.RunId)));
        failed.Should().Contain([nameof(IRunStore.ClaimAsync), nameof(IRunStore.ReapAsync), nameof(IRunStore.AppendEventsAsync), nameof(IRunStore.SettleAsync), nameof(IRunStore.TakeEndedAsync)]);
        await _world.PassUntilAsync(() => coordinator.Health is { Started: true, ActiveRuns: 0 });
    }

    [StoreFact]
    public async Task A_node_that_fails_for_a_passing_reason_is_executed_as_often_as_there_are_attempts()
    {
        var coordinator = await _world.StartAsync();
        Chat.On("think", "one", _ => throw new StorageException(StorageProblem.Busy, "The cache of the node is busy."));
        var run = await SayAsync(coordinator, "one");
        var next = await SayAsync(coordinator, "two");

        (await _world.PassUntilAsync(run.JoinAsync())).Should().Match<RunInfo>(info => info.Status == RunStatus.Error && info.Attempt == 3 && info.Error!.Contains("The cache of the node is busy."));
        (await _world.PassUntilAsync(next.JoinAsync())).Status.Should().Be(RunStatus.Success);
        Chat.Log.Count(call => call == "think(one)").Should().Be(3);
    }

    [StoreFact]
    public async Task An_end_that_cannot_be_stored_while_the_store_answers_other_calls_costs_an_attempt()
    {
        var coordinator = await _world.StartAsync();
        var released = false;
        _world.Store.Calling = call =>
        {
            released |= call == nameof(IRunStore.ReleaseAsync);
            return call == nameof(IRunStore.SettleAsync) && !released ? TooLargeAsync() : Task.CompletedTask;
        };
        var run = await SayAsync(coordinator, "one");

        (await _world.PassUntilAsync(run.JoinAsync())).Should().Match<RunInfo>(info => info.Status == RunStatus.Success && info.Attempt == 2);
    }

    [StoreFact]
    public async Task Events_that_cannot_be_stored_while_the_store_answers_other_calls_cost_attempts()
    {
        var coordinator = await _world.StartAsync();
        _world.Store.Calling = call => call == nameof(IRunStore.AppendEventsAsync) ? TooLargeAsync() : Task.CompletedTask;
        Chat.On("answer", "one", token => Chat.Log.Count(static call => call == "answer(one)") == 1 ? new TaskCompletionSource().Task.WaitAsync(token) : Task.CompletedTask);
        var run = await SayAsync(coordinator, "one");

        (await _world.PassUntilAsync(run.JoinAsync())).Should().Match<RunInfo>(info => info.Status == RunStatus.Success && info.Attempt == 3);
    }

    [StoreTheory]
    [InlineData(nameof(IRunStore.AppendEventsAsync))]
    [InlineData(nameof(IRunStore.SettleAsync))]
    [InlineData(nameof(IRunStore.ClaimAsync))]
    [InlineData(nameof(IRunStore.ReapAsync))]
    [InlineData(nameof(IRunStore.TakeEndedAsync))]
    public async Task A_call_that_never_answers_is_given_up_and_holds_up_no_stop(string call)
    {
        _world.Callbacks.Add(new CallbackLog());
        var coordinator = await _world.StartAsync();
        var hanging = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        _world.Store.Calling = name =>
        {
            if (name != call)
            {
                return Task.CompletedTask;
            }

            asked.TrySetResult();
            return hanging.Task;
        };
        var run = await SayAsync(coordinator, "one");
        await _world.PassUntilAsync(asked.Task);

        await _world.PassUntilAsync(coordinator.StopAsync());

        _world.Store.Calling = null;
        hanging.SetException(new StorageException(StorageProblem.Unavailable, "The connection was lost."));
        await _world.StartAsync();
        (await _world.PassUntilAsync(_world.Create().JoinAsync(Thread, run.RunId))).Status.Should().Be(RunStatus.Success);
    }

    [StoreTheory]
    [InlineData("thread")]
    [InlineData("run")]
    [InlineData("rollback")]
    public async Task G_14_A_run_that_was_erased_and_does_not_stop_costs_no_other_run_its_lease(string erased)
    {
        var coordinator = await _world.StartAsync(options =>
        {
            (options.LeaseDuration, options.HeartbeatInterval) = (TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5));
            options.CancellationGrace = TimeSpan.FromMinutes(10);
        });
        var deaf = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        Chat.On("think", "deaf", _ =>
        {
            entered.TrySetResult();
            return deaf.Task;
        });
        var run = await SayAsync(coordinator, "deaf", thread: "deaf");
        await entered.Task.Soon();
        var (other, gate) = await BusyAsync(coordinator, "polite", thread: "other");

        await (erased switch
        {
            "thread" => coordinator.DeleteThreadAsync("deaf"),
            "run" => run.DeleteAsync(),
            _ => run.CancelAsync(new CancelOptions { Action = CancelAction.Rollback }),
        });
        for (var start = Time.GetUtcNow(); Time.GetUtcNow() - start < TimeSpan.FromSeconds(60);)
        {
            await _world.PassUntilAsync(_world.Store.Renewed.WaitAsync());
        }

        gate.Open();

        (await _world.PassUntilAsync(other.JoinAsync())).Should().Match<RunInfo>(info => info.Status == RunStatus.Success && info.Attempt == 1);
        deaf.SetResult();
    }

    [StoreFact]
    public async Task Callbacks_that_never_return_hold_up_no_others()
    {
        var calls = new CallbackLog();
        _world.Callbacks.Add(new DeafCallback());
        _world.Callbacks.Add(calls);
        var coordinator = await _world.StartAsync();
        for (var i = 0; i < 40; i++)
        {
            await SayAsync(coordinator, DeafCallback.Thread, thread: $"{DeafCallback.Thread}-{i}");
        }

        var run = await SayAsync(coordinator, "heard");

        await _world.PassUntilAsync(() => calls.Runs.Any(told => told.RunId == run.RunId));
    }

    private static Task TooLargeAsync() => Task.FromException(new StorageException(StorageProblem.Busy, "The value is too large for the time-out."));

    private sealed class DeafCallback : IRunCompletionCallback
    {
        public const string Thread = "deaf";

        public ValueTask OnCompletedAsync(RunInfo run, CancellationToken cancellationToken) =>
            run.ThreadId.StartsWith(Thread, StringComparison.Ordinal) ? new(new TaskCompletionSource().Task) : ValueTask.CompletedTask;
    }

    /// <summary>The runs come from another process, so that the loop claims them, one or several at once.</summary>
    [StoreTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Nodes_that_block_their_threads_keep_no_other_run_from_starting(int blocking)
    {
        using var release = new ManualResetEventSlim();
        using var entered = new CountdownEvent(blocking);
        Chat.On("think", "blocks", _ =>
        {
            entered.Signal();
            release.Wait(CancellationToken.None);
            return Task.CompletedTask;
        });
        var submits = _world.Create();
        for (var i = 0; i < blocking; i++)
        {
            await SayAsync(submits, "blocks", thread: $"blocked-{i}");
        }

        await _world.StartAsync();
        try
        {
            await _world.PassUntilAsync(() => entered.IsSet);
            var other = await SayAsync(submits, "two", thread: "other");
            (await _world.PassUntilAsync(other.JoinAsync())).Status.Should().Be(RunStatus.Success);
        }
        finally
        {
            release.Set();
        }
    }
}
