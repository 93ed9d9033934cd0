using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Preempted runs that had taken inputs, while the urgent run takes inputs of its own.</content>
public abstract partial class TalkTests
{
    [StoreFact]
    public async Task DT_99_An_input_that_a_preempted_run_has_taken_is_not_applied_again_when_the_run_goes_on()
    {
        var coordinator = await _talk.StartAsync();
        var (first, urgent, gates) = await BothSteeredAsync(coordinator);

        gates.ForEach(static gate => gate.Open());

        (await EndAsync(urgent)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "three", "think(three)", "four", "answer(four)", "answer(two)");
    }

    [StoreFact]
    public async Task DT_99_An_input_that_a_preempted_run_has_taken_is_not_applied_again_when_the_run_ends_meanwhile()
    {
        var coordinator = await _talk.StartAsync();
        var (first, urgent, gates) = await BothSteeredAsync(coordinator);

        await coordinator.CancelRunAsync(Thread, first.RunId);
        gates.ForEach(static gate => gate.Open());

        (await EndAsync(urgent)).Should().Be(RunStatus.Success);
        (await EndAsync(await SayAsync(coordinator, "five"))).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "three", "think(three)", "four", "answer(four)", "five", "think(five)", "answer(five)");
    }

    /// <summary>Whatever the run has taken, and whether it was asked to stop or lost its owner.</summary>
    [StoreTheory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task DT_99_A_run_that_has_taken_an_input_goes_on_with_the_values_of_its_own_one(bool atItsEnd, bool isLost)
    {
        var coordinator = await _talk.StartAsync();
        var (taking, going) = (new Gate(), new Gate());
        var hasTaken = false;
        _talk.On(atItsEnd ? "answer" : "think", "one", taking);
        _talk.On(atItsEnd ? "think" : "answer", "one", context => hasTaken ? going.PassAsync(context.CancellationToken) : Task.CompletedTask);
        var first = await SayAsync(coordinator, "one");
        await taking.Reached.Soon();
        await coordinator.CreateRunAsync(Thread, "talk", GraphInput.From(new TalkState.Update { Messages = ["and"] }), Steer);
        hasTaken = true;
        taking.Open();
        await going.Reached.Soon();
        await (isLost ? TakeAwayAsync(first) : Task.CompletedTask);

        var urgent = await SayAsync(coordinator, "three", Preempt);
        (await _talk.PassUntilAsync(urgent.JoinAsync())).Status.Should().Be(RunStatus.Success);
        going.Open();

        (await _talk.PassUntilAsync(first.JoinAsync())).Status.Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal(atItsEnd
            ? ["one", "think(one)", "answer(one)", "and", "three", "think(three)", "answer(three)", "think(one)", "answer(one)"]
            : ["one", "think(one)", "and", "three", "think(three)", "answer(three)", "answer(one)"]);
    }

    [StoreFact]
    public async Task DT_66_A_run_that_is_repeated_after_it_has_asked_is_not_held_by_its_own_question()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        _talk.Ask("think", "two");
        var second = await SayAsync(coordinator, "two", Steer);
        await coordinator.CancelRunAsync(Thread, first.RunId);
        (await EndAsync(first)).Should().Be(RunStatus.Interrupted);
        _talk.Store.Calling = async method =>
        {
            if (method == nameof(IRunStore.SettleAsync))
            {
                _talk.Store.Calling = null;
                await TakeAwayAsync(second);
            }
        };
        gate.Open();

        var asked = await _talk.PassUntilAsync(second.JoinAsync());
        asked.Should().BeEquivalentTo(new { Status = RunStatus.Interrupted, Reason = RunStatusReason.AwaitingAnswer });
        var answered = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes"));
        (await _talk.PassUntilAsync(answered.JoinAsync())).Status.Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two): yes", "answer(two)");
    }

    /// <summary>A run that has taken an input is stopped for an urgent one, which has taken another one. The gates hold the last nodes of both.</summary>
    private async Task<(RunHandle First, RunHandle Urgent, List<Gate> Gates)> BothSteeredAsync(ThreadRunCoordinator coordinator)
    {
        var (first, firstGate) = await SteeredAsync(coordinator, "one", "two");
        var (urgent, urgentGate) = await SteeredAsync(coordinator, "three", "four", Preempt);
        return (first, urgent, [firstGate, urgentGate]);
    }

    /// <summary>A run that has taken an input, and stands in its last node.</summary>
    private async Task<(RunHandle Run, Gate Gate)> SteeredAsync(ThreadRunCoordinator coordinator, string text, string addition, RunOptions? options = null)
    {
        var thinking = new Gate();
        var answering = new Gate();
        _talk.On("think", text, thinking);
        _talk.On("answer", addition, answering);
        var run = await SayAsync(coordinator, text, options);
        await thinking.Reached.Soon();
        await SayAsync(coordinator, addition, Steer);
        thinking.Open();
        await answering.Reached.Soon();
        return (run, answering);
    }
}
