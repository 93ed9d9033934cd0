namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    public static TheoryData<RunScope?, CancelAction, bool> Cancellations()
    {
        var data = new TheoryData<RunScope?, CancelAction, bool>();
        foreach (var scope in new RunScope?[] { null, RunScope.Pending, RunScope.Running, RunScope.All })
        {
            foreach (var action in Enum.GetValues<CancelAction>())
            {
                data.Add(scope, action, true);
                data.Add(scope, action, false);
            }
        }

        return data;
    }

    [StoreTheory]
    [MemberData(nameof(Cancellations))]
    public async Task One_run_the_pending_ones_the_running_one_or_all_are_cancelled_or_rolled_back_with_or_without_waiting(RunScope? scope, CancelAction action, bool wait)
    {
        var coordinator = await _world.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var runs = new[] { first, await SayAsync(coordinator, "two"), await SayAsync(coordinator, "three") };
        var options = new CancelOptions { Action = action, Wait = wait };
        RunHandle[] meant = scope switch
        {
            null => [runs[1]],
            RunScope.Pending => [runs[1], runs[2]],
            RunScope.Running => [runs[0]],
            _ => runs,
        };

        if (scope is null)
        {
            await runs[1].CancelAsync(options).Soon();
        }
        else
        {
            (await coordinator.CancelRunsAsync(Thread, scope.Value, options).Soon()).Should().Equal(meant.Select(run => run.RunId));
        }

        foreach (var run in meant)
        {
            if (action == CancelAction.Rollback)
            {
                await GoneAsync(coordinator, run);
                continue;
            }

            var info = wait ? await run.GetAsync() : await run.JoinAsync().Soon();
            (info.Status, info.Reason).Should().Be((RunStatus.Interrupted, RunStatusReason.Cancelled));
        }

        gate.Open();
        foreach (var run in runs.Except(meant))
        {
            (await EndAsync(run)).Should().Be(RunStatus.Success);
        }

        var answered = runs.Except(meant).Select(run => run == runs[0] ? "answer(one)" : run == runs[1] ? "answer(two)" : "answer(three)");
        (await WhenQuietAsync(coordinator, Thread)).Where(message => message.StartsWith("answer", StringComparison.Ordinal)).Should().Equal(answered);
    }

    [StoreFact]
    public async Task Threads_are_found_by_their_status()
    {
        var coordinator = await _world.StartAsync();
        Chat.On("think", "fails", _ => throw new InvalidTimeZoneException("no"));
        var (_, gate) = await BusyAsync(coordinator, thread: "busy");
        await (await SayAsync(coordinator, "x", thread: "idle")).JoinAsync().Soon();
        await (await SayAsync(coordinator, "fails", thread: "failed")).JoinAsync().Soon();
        await (await SayAsync(coordinator, "ask", thread: "paused")).JoinAsync().Soon();

        foreach (var (status, thread) in new[] { (ThreadStatus.Busy, "busy"), (ThreadStatus.Idle, "idle"), (ThreadStatus.Error, "failed"), (ThreadStatus.Interrupted, "paused") })
        {
            (await coordinator.SearchThreadsAsync(new ThreadSearchOptions { Status = status })).Should().ContainSingle().Which.ThreadId.Should().Be(thread);
        }

        (await coordinator.SearchThreadsAsync(new ThreadSearchOptions { NewestFirst = false, Offset = 1, Limit = 2 })).Should().HaveCount(2);
        gate.Open();
    }

    [StoreFact]
    public async Task Runs_are_listed_by_every_status_they_can_have()
    {
        var coordinator = await _world.StartAsync();
        Chat.On("think", "fails", _ => throw new InvalidTimeZoneException("no"));
        var expected = new Dictionary<RunStatus, string>
        {
            [RunStatus.Success] = (await JoinedAsync("fine", Enqueue)).RunId,
            [RunStatus.Error] = (await JoinedAsync("fails", Enqueue)).RunId,
            [RunStatus.Interrupted] = (await JoinedAsync("ask", Enqueue)).RunId,
        };
        Chat.On("think", "slow", new Gate().PassAsync);
        var slow = await SayAsync(coordinator, "slow", Enqueue with { Timeout = TimeSpan.FromSeconds(1) });
        await _world.PassUntilAsync(slow.JoinAsync());
        expected[RunStatus.Timeout] = slow.RunId;
        var (running, gate) = await BusyAsync(coordinator);
        expected[RunStatus.Running] = running.RunId;
        expected[RunStatus.Pending] = (await SayAsync(coordinator, "two")).RunId;

        foreach (var (status, runId) in expected)
        {
            (await coordinator.ListRunsAsync(Thread, new RunListOptions { Status = status })).Should().ContainSingle().Which.RunId.Should().Be(runId);
        }

        gate.Open();

        async Task<RunHandle> JoinedAsync(string text, RunOptions options)
        {
            var run = await SayAsync(coordinator, text, options);
            await run.JoinAsync().Soon();
            return run;
        }
    }
}
