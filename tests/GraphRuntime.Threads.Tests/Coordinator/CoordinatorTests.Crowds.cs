namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreTheory]
    [MemberData(nameof(Crowds))]
    public async Task Concurrent_creators_get_what_their_strategy_says_while_runs_are_executed(MultitaskStrategy strategy, int creators)
    {
        var coordinator = await _world.StartAsync(options => options.MaxQueuedPerThread = 1000);
        var (running, most) = (0, 0);
        Chat.Each = async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        };
        var crowd = await CrowdAsync(coordinator, strategy, creators);
        await PassUntilQuietAsync(coordinator);

        most.Should().Be(1, "nodes of two runs never overlap");
        var left = await coordinator.ListRunsAsync(Thread, new RunListOptions { NewestFirst = false, Limit = 1000 });
        left.Should().OnlyContain(run => run.IsFinal);
        var inputs = (await MessagesAsync()).Where(message => !message.Contains('(', StringComparison.Ordinal)).ToList();
        inputs.Should().OnlyHaveUniqueItems();
        var texts = left.Select(run => (string)run.Metadata["text"]!).ToList();
        inputs.Should().BeEquivalentTo(texts, "every run that is there left its input");
        if (strategy is not (MultitaskStrategy.Steer or MultitaskStrategy.Preempt))
        {
            // An input that came too late for one run waits for its turn, while a later one may go into the next run; an urgent one goes before others.
            inputs.Should().Equal(texts, "the inputs are in order");
        }

        CheckCrowd(strategy, crowd, left);
    }

    [StoreTheory]
    [InlineData(MultitaskStrategy.Enqueue)]
    [InlineData(MultitaskStrategy.Reject)]
    [InlineData(MultitaskStrategy.Interrupt)]
    [InlineData(MultitaskStrategy.Rollback)]
    [InlineData(MultitaskStrategy.Steer)]
    [InlineData(MultitaskStrategy.Preempt)]
    public async Task A_thousand_concurrent_creators_get_what_their_strategy_says(MultitaskStrategy strategy)
    {
        var coordinator = _world.Create(options => options.MaxQueuedPerThread = 1000);

        var crowd = await CrowdAsync(coordinator, strategy, 1000);

        var left = await coordinator.ListRunsAsync(Thread, new RunListOptions { NewestFirst = false, Limit = 1000 });
        left.Select(run => run.Sequence).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        var queue = await coordinator.GetQueueAsync(Thread);
        queue.Length.Should().Be(strategy is MultitaskStrategy.Enqueue or MultitaskStrategy.Steer or MultitaskStrategy.Preempt ? 1000 : 1);
        var waiting = left.Where(run => run.Status == RunStatus.Pending).ToList();
        var urgent = strategy == MultitaskStrategy.Preempt ? waiting.Where(run => run.Strategy == strategy).Skip(1).Reverse().ToList() : [];
        queue.PendingRunIds.Should().Equal([.. urgent.Concat(waiting.Except(urgent)).Select(run => run.RunId)]);
        crowd.Count(run => run is null).Should().Be(strategy == MultitaskStrategy.Reject ? 999 : 0);
        left.Should().HaveCount(strategy is MultitaskStrategy.Enqueue or MultitaskStrategy.Interrupt or MultitaskStrategy.Steer or MultitaskStrategy.Preempt ? 1000 : 1);
        left.Count(run => run.Reason == RunStatusReason.Displaced && run.Strategy == strategy).Should().Be(left.Count - queue.Length);
    }

    [StoreFact]
    public async Task Many_threads_with_ten_queued_runs_each_finish_in_order_with_bounded_memory()
    {
        const int AtOnce = 16;
        const int ManyThreads = 1000;
        var coordinator = await _world.StartAsync(options => options.MaxConcurrentRuns = AtOnce);
        var (running, most, mostActive) = (0, 0, 0);
        Chat.Each = (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            mostActive = Math.Max(mostActive, coordinator.Health.ActiveRuns);
            Interlocked.Decrement(ref running);
            return Task.CompletedTask;
        };

        var quick = Enqueue with { StreamModes = StreamModes.None, Config = new RunConfig { Durability = DurabilityMode.Exit } };
        await Parallel.ForAsync(0, ManyThreads, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            for (var turn = 0; turn < 10; turn++)
            {
                await SayAsync(coordinator, $"{turn}", quick, $"thread-{i}");
            }
        });
        for (var i = 0; i < ManyThreads; i++)
        {
            await PassUntilQuietAsync(coordinator, $"thread-{i}");
        }

        most.Should().BeLessThanOrEqualTo(AtOnce);
        mostActive.Should().BeLessThanOrEqualTo(AtOnce, "what waits is in the store, not in memory");
        await coordinator.StopAsync().Soon();
        coordinator.Health.ActiveRuns.Should().Be(0);
        for (var i = 0; i < ManyThreads; i++)
        {
            var inputs = (await MessagesAsync($"thread-{i}")).Where(message => !message.Contains('(', StringComparison.Ordinal));
            inputs.Should().Equal(Enumerable.Range(0, 10).Select(turn => $"{turn}"));
        }
    }

    public static TheoryData<MultitaskStrategy, int> Crowds()
    {
        var crowds = new TheoryData<MultitaskStrategy, int>();
        foreach (var strategy in Enum.GetValues<MultitaskStrategy>())
        {
            crowds.Add(strategy, 6);
            crowds.Add(strategy, 100);
        }

        return crowds;
    }

    /// <summary>Creates runs all at once; null for one that was refused.</summary>
    private static Task<RunHandle?[]> CrowdAsync(ThreadRunCoordinator coordinator, MultitaskStrategy strategy, int creators) =>
        Task.WhenAll(Enumerable.Range(0, creators).Select(i => Task.Run(async () =>
        {
            try
            {
                return await SayAsync(coordinator, $"{i}", new RunOptions { MultitaskStrategy = strategy, Metadata = Metadata(("text", $"{i}")) });
            }
            catch (RunConflictException conflict)
            {
                conflict.ActiveRunIds.Should().NotBeEmpty();
                return null;
            }
        })));

    private static void CheckCrowd(MultitaskStrategy strategy, RunHandle?[] crowd, IReadOnlyList<RunInfo> left)
    {
        var admitted = crowd.OfType<RunHandle>().Select(run => run.RunId).ToList();
        switch (strategy)
        {
            case MultitaskStrategy.Enqueue:
                left.Should().HaveCount(crowd.Length).And.OnlyContain(run => run.Status == RunStatus.Success);
                left.Should().BeInAscendingOrder(run => run.StartedAt);
                break;
            case MultitaskStrategy.Steer or MultitaskStrategy.Preempt:
                left.Should().HaveCount(crowd.Length).And.OnlyContain(run => run.Status == RunStatus.Success, "every input is applied, in another run or by itself");
                break;
            case MultitaskStrategy.Reject:
                left.Select(run => run.RunId).Should().BeEquivalentTo(admitted).And.NotBeEmpty();
                left.Should().OnlyContain(run => run.Status == RunStatus.Success);
                break;
            case MultitaskStrategy.Interrupt:
                left.Should().HaveCount(crowd.Length);
                left.Should().OnlyContain(run => run.Status == RunStatus.Success || run.Reason == RunStatusReason.Displaced);
                left[^1].Status.Should().Be(RunStatus.Success, "nobody displaced the last one");
                break;
            default:
                left.Should().NotBeEmpty().And.OnlyContain(run => run.Status == RunStatus.Success);
                left.Select(run => run.RunId).Should().BeSubsetOf(admitted);
                break;
        }
    }

    private async Task PassUntilQuietAsync(ThreadRunCoordinator coordinator, string thread = Thread)
    {
        while ((await coordinator.GetQueueAsync(thread)) is { RunningRunId: not null } or { Length: > 0 })
        {
            var newest = (await coordinator.ListRunsAsync(thread, new RunListOptions { Limit = 1 }))[0];
            await _world.PassUntilAsync(coordinator.JoinAsync(thread, newest.RunId), TimeSpan.FromMilliseconds(10));
        }
    }
}
