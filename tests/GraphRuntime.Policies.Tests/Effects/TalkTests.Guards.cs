using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

public abstract partial class TalkTests
{
    [StoreTheory]
    [InlineData(MultitaskStrategy.Interrupt)]
    [InlineData(MultitaskStrategy.Rollback)]
    public async Task DT_31_A_guarded_node_is_neither_interrupted_nor_rolled_back(MultitaskStrategy strategy)
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, graph: "guarded");

        var second = await SayAsync(coordinator, "two", new RunOptions { MultitaskStrategy = strategy }, graph: "guarded");

        second.Admission.Should().BeEquivalentTo(new { Requested = strategy, Applied = MultitaskStrategy.Enqueue, Ahead = 1 });
        gate.Open();
        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await first.GetAsync()).Status.Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().HaveCount(6);
    }

    [StoreFact]
    public async Task DT_53_Outside_of_its_guarded_node_a_run_can_be_interrupted()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await BusyAsync(coordinator, node: "think", graph: "guarded");

        var second = await SayAsync(coordinator, "two", Interrupt, graph: "guarded");

        second.Admission!.Applied.Should().Be(MultitaskStrategy.Interrupt);
        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await first.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
    }

    [StoreFact]
    public async Task A_strategy_that_waits_takes_effect_when_the_region_is_left_and_what_was_done_in_it_stays()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "answer", graph: "guarded");

        var second = await SayAsync(coordinator, "two", Interrupt with { WhenGuarded = GuardedStrategy.Wait }, graph: "guarded");
        second.Admission.Should().BeEquivalentTo(new { Applied = MultitaskStrategy.Interrupt, DisplacedRunIds = new[] { first.RunId } });
        (await second.GetAsync()).Status.Should().Be(RunStatus.Pending);
        gate.Open();

        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task A_strategy_that_waits_interrupts_what_comes_after_the_region()
    {
        var coordinator = await _talk.StartAsync();
        var (inside, after) = (new Gate(), new Gate());
        _talk.On("answer", "one", async context =>
        {
            await using (await context.NoInterruptRegionAsync())
            {
                await inside.PassAsync(context.CancellationToken);
            }

            await after.PassAsync(context.CancellationToken);
        });
        var first = await SayAsync(coordinator, "one");
        await inside.Reached.Soon();
        var second = await SayAsync(coordinator, "two", Interrupt with { WhenGuarded = GuardedStrategy.Wait });

        inside.Open();

        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await first.GetAsync()).Should().Match<RunInfo>(run => run.Status == RunStatus.Interrupted && run.Reason == RunStatusReason.Displaced);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "answer(two)");
    }

    [StoreTheory]
    [InlineData(MultitaskStrategy.Interrupt, 1, true)]
    [InlineData(MultitaskStrategy.Interrupt, 1, false)]
    [InlineData(MultitaskStrategy.Interrupt, 3, true)]
    [InlineData(MultitaskStrategy.Interrupt, 3, false)]
    [InlineData(MultitaskStrategy.Rollback, 1, true)]
    [InlineData(MultitaskStrategy.Rollback, 1, false)]
    public async Task What_waits_for_a_region_takes_effect_before_the_next_node_begins(MultitaskStrategy strategy, int regions, bool disposes)
    {
        var coordinator = await _talk.StartAsync();
        var (inside, after) = (new Gate(), new Gate());
        _talk.On("think", "one", async context =>
        {
            for (var i = 1; i < regions; i++)
            {
                await (await context.NoInterruptRegionAsync()).DisposeAsync();
            }

            var region = await context.NoInterruptRegionAsync();
            await inside.PassAsync(context.CancellationToken);
            await (disposes ? region.DisposeAsync() : ValueTask.CompletedTask);
        });
        _talk.On("answer", "one", after);
        var first = await SayAsync(coordinator, "one");
        await inside.Reached.Soon();
        var second = await SayAsync(coordinator, "two", new RunOptions { MultitaskStrategy = strategy, WhenGuarded = GuardedStrategy.Wait });

        inside.Open();

        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await first.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        after.Reached.IsCompleted.Should().BeFalse();
    }

    [StoreFact]
    public async Task A_strategy_can_be_refused_at_a_guard()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, graph: "guarded");
        var policy = RunPolicy.For<TalkState>().When(c => c.ActiveCount > 0).Interrupt(whenGuarded: GuardedStrategy.Reject).Otherwise().Enqueue();

        var refused = await coordinator.Invoking(c => SayAsync(c, "two", policy).AsTask()).Should().ThrowAsync<RunGuardedException>();

        refused.Which.Should().Match<RunGuardedException>(e => e.RunId == first.RunId && e.Guards == RunGuards.NoInterrupt);
        (await SayAsync(coordinator, "three", RunPolicy.Guarded(RunPolicy.Always(MultitaskStrategy.Rollback)))).Admission!.Rule.Should().Contain("IsGuarded");
        gate.Open();
    }

    [StoreFact]
    public async Task DT_39_Behind_its_commit_point_a_run_is_not_rolled_back()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await CommittedAsync(coordinator);

        await first.Invoking(run => run.CancelAsync(new CancelOptions { Action = CancelAction.Rollback }).AsTask()).Should().ThrowAsync<RunGuardedException>();
        var enqueued = await SayAsync(coordinator, "two", Rollback);
        var interrupting = await SayAsync(coordinator, "three", Rollback with { WhenGuarded = GuardedStrategy.Interrupt });

        enqueued.Admission!.Applied.Should().Be(MultitaskStrategy.Enqueue);
        interrupting.Admission.Should().BeEquivalentTo(new { Applied = MultitaskStrategy.Interrupt, DisplacedRunIds = new[] { first.RunId, enqueued.RunId } });
        gate.Open();
        (await EndAsync(interrupting)).Should().Be(RunStatus.Success);
        (await IsGoneAsync(first)).Should().BeFalse();
    }

    [StoreFact]
    public async Task DT_39_A_commit_point_outlives_the_process_that_passed_it()
    {
        var lost = await _talk.StartAsync(options => options.LeaseDuration = TimeSpan.FromSeconds(10));
        var (first, gate) = await CommittedAsync(lost);

        await TakeAwayAsync(first);
        var second = await SayAsync(lost, "two", Rollback);

        second.Admission!.Applied.Should().Be(MultitaskStrategy.Enqueue);
        gate.Open();
        (await _talk.PassUntilAsync(lost.JoinAsync(Thread, second.RunId))).Status.Should().Be(RunStatus.Success);
        (await IsGoneAsync(first)).Should().BeFalse();
    }

    private async Task<(RunHandle Run, Gate Gate)> CommittedAsync(ThreadRunCoordinator coordinator)
    {
        var gate = new Gate();
        _talk.On("think", "one", async context => await context.CommitPointAsync());
        _talk.On("answer", "one", gate);
        var run = await SayAsync(coordinator, "one");
        await gate.Reached.Soon();
        return (run, gate);
    }
}
