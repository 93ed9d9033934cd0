using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>A run that is stopped for a more urgent one goes on after it.</content>
public abstract partial class TalkTests
{
    private static readonly RunOptions Preempt = new() { MultitaskStrategy = MultitaskStrategy.Preempt };

    [StoreTheory]
    [InlineData(DurabilityMode.Sync)]
    [InlineData(DurabilityMode.Async)]
    [InlineData(DurabilityMode.Exit)]
    public async Task DT_32_An_urgent_run_goes_first_and_then_the_first_one_goes_on_from_its_last_superstep(DurabilityMode durability)
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, "one", "answer", durability);
        var (urgent, answering) = await UrgentAsync(coordinator, "two");

        urgent.Admission.Should().BeEquivalentTo(new { Requested = MultitaskStrategy.Preempt, Applied = MultitaskStrategy.Preempt, Ahead = 0 });
        urgent.Admission!.PreemptedRunIds.Should().Equal(first.RunId);
        urgent.Admission.DisplacedRunIds.Should().BeEmpty();
        (await first.GetAsync()).Should().BeEquivalentTo(new { Status = RunStatus.Pending, Reason = RunStatusReason.Preempted });
        gate.Open();
        answering.Open();

        (await EndAsync(urgent)).Should().Be(RunStatus.Success);
        (await first.JoinAsync().Soon()).Should().BeEquivalentTo(new { Status = RunStatus.Success, Reason = RunStatusReason.None, Attempt = 2 });
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "answer(two)", "answer(one)");
        _talk.Log.Count(static call => call == "think(one)").Should().Be(1, "that superstep was committed");
        (await coordinator.GetThreadAsync(Thread)).Status.Should().Be(ThreadStatus.Idle);
    }

    [StoreFact]
    public async Task DT_90_What_waits_stays_behind_the_run_that_goes_on()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think");
        var next = await SayAsync(coordinator, "next");
        var (urgent, answering) = await UrgentAsync(coordinator, "two");

        (await coordinator.GetQueueAsync(Thread)).PendingRunIds.Should().Equal(first.RunId, next.RunId);
        gate.Open();
        answering.Open();

        (await EndAsync(next)).Should().Be(RunStatus.Success);
        (await EndAsync(urgent)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "two", "think(two)", "answer(two)", "think(one)", "answer(one)", "next", "think(next)", "answer(next)");
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DT_91_Of_three_messages_the_newest_urgent_one_goes_first_whether_the_one_before_it_had_begun_or_not(bool hasBegun)
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = hasBegun ? await BusyAsync(coordinator) : await StubbornAsync(coordinator, "answer");
        var thinking = new Gate();
        _talk.On("think", "two", thinking);
        var second = await SayAsync(coordinator, "two", Preempt);
        if (hasBegun)
        {
            await thinking.Reached.Soon();
        }

        var third = await SayAsync(coordinator, "three", Preempt);
        (hasBegun ? new Gate() : gate).Open();

        (await EndAsync(third)).Should().Be(RunStatus.Success);
        thinking.Open();
        gate.Open();
        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        string[] answered = [.. (await MessagesAsync()).Where(static message => message.StartsWith("answer", StringComparison.Ordinal))];
        answered.Should().Equal("answer(three)", "answer(two)", "answer(one)");
    }

    [StoreFact]
    public async Task DT_91_A_run_is_preempted_again_and_again_and_no_attempt_counts()
    {
        var coordinator = await _talk.StartAsync(static options => options.MaxAttempts = 1);
        var gate = new Gate();
        _talk.On("answer", "one", context => gate.PassAsync(context.CancellationToken));
        var first = await SayAsync(coordinator, "one");
        for (var i = 0; i < 4; i++)
        {
            await gate.Reached.Soon();
            gate = new Gate();
            (await EndAsync(await SayAsync(coordinator, $"{i}", Preempt))).Should().Be(RunStatus.Success);
        }

        gate.Open();
        (await first.JoinAsync().Soon()).Should().BeEquivalentTo(new { Status = RunStatus.Success, Attempt = 5 });
        (await MessagesAsync()).Should().EndWith(["3", "think(3)", "answer(3)", "answer(one)"]);
    }

    [StoreFact]
    public async Task DT_92_Beyond_the_bound_a_message_is_enqueued()
    {
        var coordinator = await _talk.StartAsync(static options => options.MaxPreemptionDepth = 1);
        var (first, gate) = await BusyAsync(coordinator);
        var (urgent, answering) = await UrgentAsync(coordinator, "two");

        var third = await SayAsync(coordinator, "three", Preempt);

        third.Admission.Should().BeEquivalentTo(new { Requested = MultitaskStrategy.Preempt, Applied = MultitaskStrategy.Enqueue });
        gate.Open();
        answering.Open();
        (await EndAsync(third)).Should().Be(RunStatus.Success);
        (await EndAsync(urgent)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().EndWith(["answer(two)", "answer(one)", "three", "think(three)", "answer(three)"]);
    }

    [StoreFact]
    public async Task DT_92_On_an_idle_thread_an_urgent_run_is_a_run_like_any_other()
    {
        var coordinator = await _talk.StartAsync();

        var run = await SayAsync(coordinator, "one", Preempt);

        run.Admission.Should().BeEquivalentTo(new { Applied = MultitaskStrategy.Preempt, Ahead = 0 });
        (await EndAsync(run)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)");
    }

    [StoreFact]
    public async Task DT_93_A_node_that_finishes_while_its_run_is_stopped_does_not_run_again()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await StubbornAsync(coordinator, "answer");
        var urgent = await SayAsync(coordinator, "two", Preempt);
        gate.Open();

        (await EndAsync(urgent)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "answer(two)", "answer(one)");
        _talk.Log.Count(static call => call == "answer(one)").Should().Be(1);
    }

    [StoreFact]
    public async Task DT_93_A_node_that_does_not_stop_is_left_behind_and_runs_again()
    {
        var coordinator = await _talk.StartAsync(static options => options.CancellationGrace = TimeSpan.FromSeconds(1));
        var gate = new Gate();
        _talk.On("answer", "one", _ => gate.PassAsync(CancellationToken.None));
        var first = await SayAsync(coordinator, "one");
        await gate.Reached.Soon();
        var urgent = await SayAsync(coordinator, "two", Preempt);

        (await _talk.PassUntilAsync(urgent.JoinAsync())).Status.Should().Be(RunStatus.Success);
        gate.Open();

        (await _talk.PassUntilAsync(first.JoinAsync())).Status.Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "answer(two)", "answer(one)");
    }

    [StoreFact]
    public async Task DT_94_An_effect_that_is_done_is_not_done_again_by_the_run_that_goes_on()
    {
        var coordinator = await _talk.StartAsync();
        var gate = new Gate();
        _talk.On("answer", "one", async context =>
        {
            await context.OnceAsync("mail", _ => _talk.Outside.DoAsync("mail one"));
            await gate.PassAsync(context.CancellationToken);
        });
        _talk.On("answer", "two", async context => await context.OnceAsync("mail", _ => _talk.Outside.DoAsync("mail two")));
        var first = await SayAsync(coordinator, "one");
        await gate.Reached.Soon();
        var urgent = await SayAsync(coordinator, "two", Preempt);
        (await EndAsync(urgent)).Should().Be(RunStatus.Success);
        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        _talk.Outside.Done.Should().Equal("mail one", "mail two");
    }

    [StoreFact]
    public async Task DT_95_A_guarded_run_follows_the_rule_for_guards()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, graph: "guarded");

        var enqueued = await SayAsync(coordinator, "two", Preempt, graph: "guarded");
        var waits = await SayAsync(coordinator, "three", Preempt with { WhenGuarded = GuardedStrategy.Wait }, graph: "guarded");
        await coordinator.Invoking(c => SayAsync(c, "four", Preempt with { WhenGuarded = GuardedStrategy.Reject }, graph: "guarded").AsTask()).Should().ThrowAsync<RunGuardedException>();

        enqueued.Admission.Should().BeEquivalentTo(new { Applied = MultitaskStrategy.Enqueue });
        waits.Admission.Should().BeEquivalentTo(new { Applied = MultitaskStrategy.Preempt });
        gate.Open();
        (await EndAsync(enqueued)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)", "three", "think(three)", "answer(three)", "two", "think(two)", "answer(two)");
        _talk.Log.Count(static call => call == "answer(one)").Should().Be(1, "the region is not left half-way");
    }

    [StoreFact]
    public async Task DT_95_Only_a_new_input_is_urgent_and_a_policy_may_choose_it()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);

        var resumed = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Resume, Preempt);
        var urgent = await SayAsync(coordinator, "stop", RunPolicy.For<TalkState>().When(static c => c.Input.ContainsAny("stop")).Preempt().Otherwise().Enqueue());

        resumed.Admission!.Applied.Should().Be(MultitaskStrategy.Enqueue);
        urgent.Admission!.PreemptedRunIds.Should().Equal(first.RunId);
        (await EndAsync(urgent)).Should().Be(RunStatus.Success);
        gate.Open();
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "stop", "think(stop)", "answer(stop)", "answer(one)");
    }

    private async Task<(RunHandle Run, Gate Gate)> BusyAsync(ThreadRunCoordinator coordinator, string text, string node, DurabilityMode durability)
    {
        var gate = new Gate();
        _talk.On(node, text, gate);
        var run = await SayAsync(coordinator, text, new RunOptions { Config = new RunConfig { Durability = durability } });
        await gate.Reached.Soon();
        return (run, gate);
    }

    /// <summary>A run whose node is asked to stop and ends nevertheless, once the gate is open.</summary>
    private async Task<(RunHandle Run, Gate Gate)> StubbornAsync(ThreadRunCoordinator coordinator, string node)
    {
        var gate = new Gate();
        _talk.On(node, "one", async context =>
        {
            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = context.CancellationToken.Register(asked.SetResult);
            await gate.PassAsync(CancellationToken.None);
            await asked.Task;
        });
        var run = await SayAsync(coordinator, "one");
        await gate.Reached.Soon();
        return (run, gate);
    }

    /// <summary>An urgent run that has stopped what ran, and stands before a gate in its last node.</summary>
    private async Task<(RunHandle Run, Gate Gate)> UrgentAsync(ThreadRunCoordinator coordinator, string text, string graph = "talk")
    {
        var gate = new Gate();
        _talk.On("answer", text, gate);
        var run = await SayAsync(coordinator, text, Preempt, graph: graph);
        await gate.Reached.Soon();
        return (run, gate);
    }
}
