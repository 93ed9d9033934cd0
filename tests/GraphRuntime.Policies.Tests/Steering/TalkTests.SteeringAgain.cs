using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Inputs that go into the run in flight, where that run is stopped, taken away, or pauses.</content>
public abstract partial class TalkTests
{
    [StoreTheory]
    [InlineData(DurabilityMode.Sync)]
    [InlineData(DurabilityMode.Async)]
    [InlineData(DurabilityMode.Exit)]
    public async Task DT_66_An_input_that_was_taken_but_not_stored_is_applied_once_by_the_next_owner(DurabilityMode durability)
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, durability);
        var second = await SayAsync(coordinator, "two", Steer);
        _talk.Store.Steered = () =>
        {
            _talk.Store.Steered = null;
            return TakeAwayAsync(first);
        };
        gate.Open();

        (await _talk.PassUntilAsync(first.JoinAsync())).Should().Match<RunInfo>(static run => run.Status == RunStatus.Success && run.Attempt == 2);
        (await second.GetAsync()).Reason.Should().Be(RunStatusReason.Steered);
        string.Join(' ', await MessagesAsync()).Should().BeOneOf(After(durability));
        await NothingIsOwedAsync(second);
    }

    [StoreTheory]
    [InlineData(DurabilityMode.Sync)]
    [InlineData(DurabilityMode.Async)]
    [InlineData(DurabilityMode.Exit)]
    public async Task DT_66_An_input_that_is_stored_but_not_noted_is_not_applied_again(DurabilityMode durability)
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, durability);
        var second = await SayAsync(coordinator, "two", Steer);
        _talk.Store.Calling = async method =>
        {
            if (method == nameof(IRunStore.MarkInputsAppliedAsync))
            {
                _talk.Store.Calling = null;
                await TakeAwayAsync(first);
            }
        };
        gate.Open();

        (await _talk.PassUntilAsync(first.JoinAsync())).Should().Match<RunInfo>(static run => run.Status == RunStatus.Success && run.Attempt == 2);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "answer(two)");
        await NothingIsOwedAsync(second);
    }

    [StoreFact]
    public async Task DT_66_Where_the_run_is_displaced_before_it_has_stored_an_input_the_next_run_finds_it_in_its_place()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think");
        var second = await SayAsync(coordinator, "two", Steer);
        _talk.Store.Steered = async () =>
        {
            _talk.Store.Steered = null;
            await SayAsync(coordinator, "three", Interrupt);
            await TakeAwayAsync(first);
        };
        gate.Open();

        await _talk.PassUntilAsync(QuietAsync(coordinator));
        (await EndAsync(first)).Should().Be(RunStatus.Interrupted);
        (await second.GetAsync()).Reason.Should().Be(RunStatusReason.Steered);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "three", "think(three)", "answer(three)");
        await NothingIsOwedAsync(second);
    }

    [StoreFact]
    public async Task DT_66_An_input_that_a_failed_run_has_stored_is_not_applied_again_before_the_next_run()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think");
        _talk.On("answer", "two", static _ => throw new InvalidTimeZoneException("no"));
        var waits = await SayAsync(coordinator, "next");
        var second = await SayAsync(coordinator, "two", Steer);
        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Error);
        (await EndAsync(waits)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "next", "think(next)", "answer(next)");
        await NothingIsOwedAsync(second);
    }

    [StoreFact]
    public async Task DT_67_Interrupt_keeps_an_input_that_was_not_taken_yet()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await BusyAsync(coordinator, node: "think");
        var second = await SayAsync(coordinator, "two", Steer);

        var third = await SayAsync(coordinator, "three", Interrupt);

        (await EndAsync(third)).Should().Be(RunStatus.Success);
        (await first.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        (await second.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        (await MessagesAsync()).Should().Equal("one", "two", "three", "think(three)", "answer(three)");
    }

    [StoreFact]
    public async Task DT_67_Rollback_removes_a_run_with_the_inputs_that_it_has_taken()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think");
        var answering = new Gate();
        _talk.On("answer", "two", answering);
        var taken = await SayAsync(coordinator, "two", Steer);
        gate.Open();
        await answering.Reached.Soon();
        var waiting = await SayAsync(coordinator, "three", Steer);

        var last = await SayAsync(coordinator, "four", Rollback);

        (await EndAsync(last)).Should().Be(RunStatus.Success);
        foreach (var gone in new[] { first, taken, waiting })
        {
            (await IsGoneAsync(gone)).Should().BeTrue();
        }

        (await MessagesAsync()).Should().Equal("four", "think(four)", "answer(four)");
    }

    [StoreFact]
    public async Task DT_67_When_the_run_is_cancelled_an_input_that_was_not_taken_is_a_run_of_its_own_and_can_be_cancelled_itself()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await BusyAsync(coordinator, node: "think");
        var second = await SayAsync(coordinator, "two", Steer);
        var dropped = await SayAsync(coordinator, "three", Steer);

        await dropped.CancelAsync();
        await first.CancelAsync();

        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await second.GetAsync()).Reason.Should().Be(RunStatusReason.None);
        (await dropped.GetAsync()).Reason.Should().Be(RunStatusReason.Cancelled);
        (await MessagesAsync()).Should().Equal("one", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task DT_67_Merging_waits_for_a_run_that_was_steered_and_coalescing_leaves_its_inputs_alone()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think");
        var steered = await SayAsync(coordinator, "two", Steer);

        var merged = await SayAsync(coordinator, "three", RunPolicy.Merge<TalkState>(static (earlier, later) => Talk.Say($"{earlier.Text}+{later.Text}")));
        var coalesced = await SayAsync(coordinator, "four", RunPolicy.Coalesce());
        gate.Open();

        merged.Admission!.DisplacedRunIds.Should().BeEmpty();
        coalesced.Admission!.DisplacedRunIds.Should().Equal(merged.RunId);
        (await EndAsync(coalesced)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await steered.GetAsync()).Reason.Should().Be(RunStatusReason.Steered);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "answer(two)", "three", "four", "think(four)", "answer(four)");
    }

    private async Task<(RunHandle Run, Gate Gate)> BusyAsync(ThreadRunCoordinator coordinator, DurabilityMode durability)
    {
        var gate = new Gate();
        _talk.On("think", "one", gate);
        var run = await SayAsync(coordinator, "one", new RunOptions { Config = new RunConfig { Durability = durability } });
        await gate.Reached.Soon();
        return (run, gate);
    }

    /// <summary>
    /// With <see cref="DurabilityMode.Exit"/> a run that is taken away begins anew, and applies what it has taken at its first border; with <see cref="DurabilityMode.Async"/>
    /// it does if it was taken away before the store had its last superstep.
    /// </summary>
    private static string[] After(DurabilityMode durability)
    {
        const string Anew = "one two think(two) answer(two)";
        const string GoesOn = "one think(one) two answer(two)";
        return durability switch
        {
            DurabilityMode.Exit => [Anew],
            DurabilityMode.Async => [GoesOn, Anew],
            _ => [GoesOn],
        };
    }

    private async Task NothingIsOwedAsync(RunHandle run) => (await _talk.Store.GetRunAsync(run.ThreadId, run.RunId, default))!.InputOwed.Should().BeFalse();

    /// <summary>Waits until no run of the thread is in flight.</summary>
    private static async Task QuietAsync(ThreadRunCoordinator coordinator)
    {
        while ((await coordinator.GetQueueAsync(Thread)) is { RunningRunId: not null } or { Length: > 0 })
        {
            await Task.Yield();
        }
    }
}
