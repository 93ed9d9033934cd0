namespace GraphRuntime.Threads.Tests;

/// <content>Every order of start, stop and disposal.</content>
public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task A_stop_before_the_start_does_nothing_and_a_stop_after_it_stops()
    {
        var coordinator = _world.Create();
        await coordinator.StopAsync();
        await coordinator.StartAsync();
        coordinator.Health.Started.Should().BeTrue();
        var (run, gate) = await BusyAsync(coordinator);

        await _world.PassUntilAsync(coordinator.StopAsync());

        await gate.Cancelled.Soon();
        (await run.GetAsync()).Status.Should().Be(RunStatus.Pending);
        coordinator.Health.Should().Match<CoordinatorHealth>(health => !health.Started && health.ActiveRuns == 0);
        await coordinator.Awaiting(c => c.StartAsync()).Should().ThrowAsync<InvalidOperationException>();
    }

    [StoreFact]
    public async Task A_second_stop_with_less_patience_counts()
    {
        var coordinator = await _world.StartAsync();
        var (_, gate) = await BusyAsync(coordinator);
        var first = coordinator.StopAsync();

        var second = coordinator.StopAsync(new CancellationToken(canceled: true));

        await gate.Cancelled.Soon();
        await first.Soon();
        await second.Soon();
    }

    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_coordinator_can_be_disposed_without_waiting_for_a_task(bool started)
    {
        var coordinator = _world.Create();
        RunHandle run;
        if (started)
        {
            await coordinator.StartAsync();
            (run, _) = await BusyAsync(coordinator);
        }
        else
        {
            run = await SayAsync(coordinator, "one");
        }

#pragma warning disable CA1849 // Disposing without waiting is what the test is about.
        coordinator.Dispose();
        coordinator.Dispose();
#pragma warning restore CA1849

        (await _world.Create().GetRunAsync(Thread, run.RunId)).Should().Match<RunInfo>(info => info.Status == RunStatus.Pending && info.Attempt == 0);
        await coordinator.Awaiting(c => c.StartAsync()).Should().ThrowAsync<ObjectDisposedException>();
    }

    [StoreFact]
    public async Task Whoever_waits_on_a_coordinator_that_was_never_started_is_warned_once()
    {
        var coordinator = _world.Create();
        var run = await SayAsync(coordinator, "one");
        var joined = run.JoinAsync().AsTask();
        var streamed = run.StreamAsync().ToListAsync().AsTask();

        await _world.PassUntilAsync(() => _world.Logged.Of(2042).Count > 0);

        await _world.StartAsync();
        await _world.PassUntilAsync(joined);
        await _world.PassUntilAsync(streamed);
        _world.Logged.Of(2042).Should().ContainSingle();
    }
}
