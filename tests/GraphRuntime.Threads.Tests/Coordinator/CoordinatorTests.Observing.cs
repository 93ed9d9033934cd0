using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task Every_admission_decision_is_logged_with_strategy_decision_displaced_runs_and_queue()
    {
        var coordinator = await _world.StartAsync(options => options.MaxQueuedPerThread = 1);
        var (first, _) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two");
        await coordinator.Awaiting(c => SayAsync(c, "full").AsTask()).Should().ThrowAsync<QueueFullException>();
        await coordinator.Awaiting(c => SayAsync(c, "secret text", Reject).AsTask()).Should().ThrowAsync<RunConflictException>();
        var last = await SayAsync(coordinator, "last", Interrupt);
        await last.JoinAsync().Soon();
        await SayAsync(coordinator, "x", Enqueue with { RunId = last.RunId });

        _world.Logged.Of(2001).Select(entry => entry.Text).Should().Equal(
            $"Run {first.RunId} of graph chat on thread thread: admitted with Enqueue (asked for Enqueue), 0 ahead, 0 displaced",
            $"Run {second.RunId} of graph chat on thread thread: admitted with Enqueue (asked for Enqueue), 1 ahead, 0 displaced",
            $"Run {last.RunId} of graph chat on thread thread: admitted with Interrupt (asked for Interrupt), 0 ahead, 2 displaced");
        _world.Logged.Of(2002).Select(entry => entry.Text).Should().Equal(
            "Run of graph chat on thread thread: refused with Enqueue because of QueueFull, 2 in flight",
            "Run of graph chat on thread thread: refused with Reject because of Conflict, 2 in flight");
        _world.Logged.Of(2003).Should().ContainSingle();
    }

    [StoreFact]
    public async Task Every_admission_decision_is_counted_with_the_queue_and_the_wait()
    {
        using var listener = new MeterListener();
        var seen = new ConcurrentBag<string>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "GraphRuntime")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add($"{instrument.Name} {Tags(tags)}"));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => seen.Add($"{instrument.Name} {value}"));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Add(value >= 0 ? $"{instrument.Name} {Tags(tags)}" : "negative"));
        listener.Start();
        var coordinator = await _world.StartAsync();
        var (_, _) = await BusyAsync(coordinator);
        await coordinator.Awaiting(c => SayAsync(c, "no", Reject).AsTask()).Should().ThrowAsync<RunConflictException>();
        await (await SayAsync(coordinator, "two", Rollback)).JoinAsync().Soon();

        // It is recorded when the store has answered; whoever joins hears of the end a little earlier.
        await _world.PassUntilAsync(() => seen.Contains("graphruntime.run.duration status=success"));
        seen.Should().Contain("graphruntime.run.admissions strategy=enqueue decision=admitted");
        seen.Should().Contain("graphruntime.run.admissions strategy=reject decision=conflict");
        seen.Should().Contain("graphruntime.run.admissions strategy=rollback decision=admitted");
        seen.Should().Contain("graphruntime.run.displaced strategy=rollback");
        seen.Should().Contain("graphruntime.thread.queue.length 0").And.Contain("graphruntime.thread.queue.length 1");
        seen.Should().Contain("graphruntime.run.wait ").And.NotContain("negative");

        static string Tags(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
    }

    [StoreFact]
    public async Task The_health_of_a_coordinator_says_what_it_does_and_how_its_store_is()
    {
        var store = new CountingStore(_world.Store);
        var coordinator = _world.Create(options => options.MaxConcurrentRuns = 3, store);
        coordinator.Health.Should().Match<CoordinatorHealth>(health => !health.Started && !health.Draining && health.ActiveRuns == 0 && health.MaxConcurrentRuns == 3);
        await coordinator.StartAsync();
        var (_, gate) = await BusyAsync(coordinator);

        coordinator.Health.Should().Match<CoordinatorHealth>(health => health.Started && health.ActiveRuns == 1 && health.StoreProblem == null && health.LastStoreContact != null);
        (await _world.Store.GetRunAsync(Thread, (await coordinator.GetQueueAsync(Thread)).RunningRunId!, default))!.Owner.Should().Be(coordinator.Health.Owner);
        store.Down = true;
        await _world.PassUntilAsync(() => coordinator.Health.StoreProblem == StorageProblem.Unavailable);
        store.Down = false;
        await _world.PassUntilAsync(() => coordinator.Health.StoreProblem is null);
        gate.Open();
        var stopped = coordinator.StopAsync();
        await _world.PassUntilAsync(stopped);
        coordinator.Health.Should().Match<CoordinatorHealth>(health => !health.Started && !health.Draining && health.ActiveRuns == 0);
    }
}
