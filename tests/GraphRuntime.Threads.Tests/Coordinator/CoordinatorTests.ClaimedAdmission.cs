namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task A_run_on_an_idle_thread_is_claimed_with_its_admission()
    {
        var coordinator = await StartedAsync();
        var claims = _world.Store.Claims;

        for (var i = 0; i < 10; i++)
        {
            var run = await SayAsync(coordinator, $"{i}", thread: $"thread-{i}");
            (await EndAsync(run)).Should().Be(RunStatus.Success);
            (await run.GetAsync()).Attempt.Should().Be(1);
        }

        // A last round of the loop may fall among them.
        (_world.Store.Claims - claims).Should().BeLessThan(3);
    }

    [StoreFact]
    public async Task A_run_is_not_claimed_where_there_is_no_room_and_those_who_came_earlier_go_first()
    {
        var coordinator = await _world.StartAsync(options => options.MaxConcurrentRuns = 1);
        var (first, gate) = await BusyAsync(coordinator, thread: "thread-1");
        var second = await SayAsync(coordinator, "two", thread: "thread-2");
        var third = await SayAsync(coordinator, "three", thread: "thread-3");
        (await second.GetAsync()).Status.Should().Be(RunStatus.Pending);
        gate.Open();

        await Task.WhenAll(new[] { first, second, third }.Select(EndAsync));

        Chat.Log.Where(call => call.StartsWith("think", StringComparison.Ordinal)).Should().Equal("think(one)", "think(two)", "think(three)");
    }

    [StoreFact]
    public async Task A_caller_that_does_not_wait_for_the_admission_leaves_no_run_behind_that_nobody_executes()
    {
        var coordinator = await StartedAsync();
        var gate = HoldAdmissions();
        using var impatient = new CancellationTokenSource();
        var creation = coordinator.CreateRunAsync(Thread, "chat", ChatGraph.Say("one"), Enqueue with { RunId = "one" }, impatient.Token).AsTask();
        await gate.Entered.Soon();

        await impatient.CancelAsync();
        await creation.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        _world.Store.Admitted = null;
        gate.Open();

        (await coordinator.JoinAsync(Thread, "one").Soon()).Should().Match<RunInfo>(run => run.Status == RunStatus.Success && run.Attempt == 1);
    }

    [StoreFact]
    public async Task A_signal_that_comes_before_its_owner_knows_of_the_run_is_heard_at_once()
    {
        var coordinator = await StartedAsync();
        Chat.On("think", "one", new Gate().PassAsync);
        var answer = HoldAdmissions();
        var creation = SayAsync(coordinator, "one");
        await answer.Entered.Soon();
        _world.Store.Admitted = null;
        var second = await SayAsync(coordinator, "two", Interrupt);
        answer.Open();

        (await EndAsync(await creation.Soon())).Should().Be(RunStatus.Interrupted);
        (await EndAsync(second)).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task A_run_that_is_admitted_while_its_coordinator_stops_is_given_back()
    {
        var stopping = await StartedAsync();
        var gate = HoldAdmissions();
        var creation = SayAsync(stopping, "one");
        await gate.Entered.Soon();
        await _world.PassUntilAsync(stopping.StopAsync());
        gate.Open();

        var run = await creation.Soon();
        (await run.GetAsync()).Should().Match<RunInfo>(info => info.Status == RunStatus.Pending && info.Attempt == 0);
        var next = await _world.StartAsync();
        (await next.JoinAsync(Thread, run.RunId).Soon()).Status.Should().Be(RunStatus.Success);
        Chat.Log.Count(call => call == "think(one)").Should().Be(1);
    }

    /// <summary>A coordinator whose loop rests: it executed a run without having had to claim it.</summary>
    private async Task<ThreadRunCoordinator> StartedAsync()
    {
        var coordinator = await _world.StartAsync();
        int claims;
        do
        {
            claims = _world.Store.Claims;
            await EndAsync(await SayAsync(coordinator, "first", thread: "other"));
        }
        while (_world.Store.Claims != claims);
        return coordinator;
    }

    /// <summary>Holds back what the store says to admissions, which are made all the same.</summary>
    private Gate HoldAdmissions()
    {
        var gate = new Gate();
        _world.Store.Admitted = () => gate.PassAsync(CancellationToken.None);
        return gate;
    }
}
