namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task Callbacks_are_told_of_runs_that_ended_before_they_started_and_not_of_those_rolled_back()
    {
        var calls = Told();
        var coordinator = await _world.StartAsync();
        var (first, _) = await BusyAsync(coordinator);
        var cancelled = await SayAsync(coordinator, "two");
        await cancelled.CancelAsync();
        await (await SayAsync(coordinator, "three")).CancelAsync(new CancelOptions { Action = CancelAction.Rollback });
        var displaced = await SayAsync(coordinator, "four");
        var last = await SayAsync(coordinator, "five", Interrupt);

        await _world.PassUntilAsync(calls.Reached(4));

        calls.Runs.Select(run => (run.RunId, run.Status, run.Reason)).Should().BeEquivalentTo(
        [
            (cancelled.RunId, RunStatus.Interrupted, RunStatusReason.Cancelled),
            (displaced.RunId, RunStatus.Interrupted, RunStatusReason.Displaced),
            (first.RunId, RunStatus.Interrupted, RunStatusReason.Displaced),
            (last.RunId, RunStatus.Success, RunStatusReason.None),
        ]);
    }

    [StoreFact]
    public async Task A_call_is_made_by_another_process_if_the_first_one_dies_between_the_end_of_the_run_and_the_call()
    {
        var calls = Told();
        var store = new CountingStore(_world.Store);
        var dying = await _world.StartAsync(store: store);
        var (run, gate) = await BusyAsync(dying);
        store.Taking = () => store.Down = true;
        gate.Open();
        await _world.PassUntilAsync(() => store.Down);
        calls.Runs.Should().BeEmpty();

        await _world.StartAsync();
        await _world.PassUntilAsync(calls.Reached(1));

        calls.Runs.Should().ContainSingle(told => told.RunId == run.RunId && told.Status == RunStatus.Success);
    }

    [StoreFact]
    public async Task A_call_is_made_again_if_the_process_dies_before_it_could_note_it()
    {
        var calls = Told();
        var store = new CountingStore(_world.Store);
        store.Confirming = () => store.Down = true;
        var dying = await _world.StartAsync(store: store);
        var run = await SayAsync(dying, "one");
        await calls.Reached(1).Soon();
        await _world.PassUntilAsync(() => store.Down);

        await _world.StartAsync();
        await _world.PassUntilAsync(calls.Reached(2));

        calls.Runs.Select(told => told.RunId).Should().Equal(run.RunId, run.RunId);
        (await _world.PassUntilAsync(NothingToTellAsync())).Should().BeTrue("it was noted this time");
    }

    [StoreFact]
    public async Task A_callback_that_fails_is_called_again_and_that_is_logged_and_given_up_at_last()
    {
        var calls = Told();
        _world.Callbacks.Add(new FailingCallback());
        var coordinator = await _world.StartAsync(options => options.MaxCallbackTries = 3);
        var run = await SayAsync(coordinator, "one");

        await _world.PassUntilAsync(calls.Reached(3), TimeSpan.FromSeconds(5));
        await _world.PassUntilAsync(() => _world.Logged.Of(2023).Count > 0);

        (await run.GetAsync()).Status.Should().Be(RunStatus.Success, "the run does not suffer");
        _world.Logged.Of(2019).Should().HaveCount(3).And.OnlyContain(entry => entry.Text.Contains(run.RunId, StringComparison.Ordinal));
        _world.Logged.Of(2023).Should().ContainSingle();
        (await _world.PassUntilAsync(NothingToTellAsync())).Should().BeTrue("it was given up");
        calls.Runs.Should().HaveCount(3);
    }

    private CallbackLog Told()
    {
        var calls = new CallbackLog();
        _world.Callbacks.Add(calls);
        return calls;
    }

    private async ValueTask<bool> NothingToTellAsync()
    {
        for (var i = 0; i < 100; i++)
        {
            Time.Advance(TimeSpan.FromHours(2));
            if ((await _world.Store.TakeEndedAsync(TimeSpan.FromTicks(1), 10, default)).Count == 0)
            {
                return true;
            }
        }

        return false;
    }
}
