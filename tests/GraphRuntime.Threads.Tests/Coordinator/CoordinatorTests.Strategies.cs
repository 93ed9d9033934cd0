namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    public enum Phase
    {
        NotStarted,
        FirstNode,
        BetweenNodes,
        LastNode,
    }

    public static TheoryData<MultitaskStrategy> Strategies => [.. Enum.GetValues<MultitaskStrategy>()];

    public static TheoryData<MultitaskStrategy, Phase> StrategiesAndPhases
    {
        get
        {
            var data = new TheoryData<MultitaskStrategy, Phase>();
            foreach (var strategy in Enum.GetValues<MultitaskStrategy>())
            {
                foreach (var phase in Enum.GetValues<Phase>())
                {
                    data.Add(strategy, phase);
                }
            }

            return data;
        }
    }

    [StoreFact]
    public async Task DT_02_Two_overlapping_runs_leave_both_turns_whole()
    {
        var coordinator = await _world.StartAsync();
        var runs = await Task.WhenAll(Task.Run(() => SayAsync(coordinator, "one").AsTask()), Task.Run(() => SayAsync(coordinator, "two").AsTask()));
        foreach (var run in runs)
        {
            (await EndAsync(run)).Should().Be(RunStatus.Success);
        }

        var messages = await MessagesAsync();
        messages.Should().HaveCount(6);
        foreach (var turn in messages.Chunk(3))
        {
            turn.Should().Equal(turn[0], $"think({turn[0]})", $"answer({turn[0]})");
        }
    }

    [StoreFact]
    public async Task DT_03_A_process_that_lost_its_lease_writes_nothing_more()
    {
        var stale = new CountingStore(_world.Store);
        var first = await _world.StartAsync(options => options.LeaseDuration = TimeSpan.FromSeconds(10), stale);
        var (run, gate) = await BusyStubbornAsync(first, "one");
        stale.Down = true;
        Chat.On("answer", "one", _ => Task.CompletedTask);
        var second = await _world.StartAsync();

        (await _world.PassUntilAsync(second.JoinAsync(Thread, run.RunId))).Status.Should().Be(RunStatus.Success);
        var before = await MessagesAsync();
        stale.Down = false;
        gate.Open();

        (await EndAsync(await second.CreateRunAsync(Thread, "chat", ChatGraph.Say("two")))).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().StartWith(before).And.HaveCount(6);
        (await second.GetRunAsync(Thread, run.RunId)).Attempt.Should().Be(2);
    }

    [StoreTheory]
    [MemberData(nameof(StrategiesAndPhases))]
    public async Task DT_06_Every_strategy_has_its_outcome_in_every_phase_of_the_first_run(MultitaskStrategy strategy, Phase phase)
    {
        var seen = await MatrixAsync(strategy, phase);

        var expected = (strategy, phase) switch
        {
            (MultitaskStrategy.Reject, _) => ("Success", "refused", "1 t1 a1"),
            (MultitaskStrategy.Enqueue, _) => ("Success", "Success", "1 t1 a1 2 t2 a2"),
            (MultitaskStrategy.Steer, Phase.NotStarted) => ("Success", "Success", "1 2 t2 a2"),
            (MultitaskStrategy.Steer, Phase.LastNode) => ("Success", "Success", "1 t1 a1 2 t2 a2"),
            (MultitaskStrategy.Steer, _) => ("Success", "Success", "1 t1 2 a1"),
            (MultitaskStrategy.Preempt, Phase.NotStarted) => ("Success", "Success", "2 t2 a2 1 t1 a1"),
            (MultitaskStrategy.Preempt, Phase.FirstNode) => ("Success", "Success", "1 2 t2 a2 t1 a1"),
            (MultitaskStrategy.Preempt, _) => ("Success", "Success", "1 t1 2 t2 a2 a1"),
            (MultitaskStrategy.Interrupt, Phase.BetweenNodes or Phase.LastNode) => ("Interrupted", "Success", "1 t1 2 t2 a2"),
            (MultitaskStrategy.Interrupt, _) => ("Interrupted", "Success", "1 2 t2 a2"),
            _ => ("not found", "Success", "2 t2 a2"),
        };
        seen.Should().Be(expected);
    }

    [StoreFact]
    public async Task DT_41_The_comparison_table_is_made_from_results()
    {
        var table = new List<string>();
        foreach (var strategy in Enum.GetValues<MultitaskStrategy>())
        {
            var (first, second, messages) = await MatrixAsync(strategy, Phase.LastNode, $"{strategy}");
            table.Add($"{strategy.ToName()} | {first} | {second} | {messages}");
        }

        table.Should().Equal(
            "enqueue | Success | Success | 1 t1 a1 2 t2 a2",
            "reject | Success | refused | 1 t1 a1",
            "interrupt | Interrupted | Success | 1 t1 2 t2 a2",
            "rollback | not found | Success | 2 t2 a2",
            "steer | Success | Success | 1 t1 a1 2 t2 a2",
            "preempt | Success | Success | 1 t1 2 t2 a2 a1");
    }

    [StoreFact]
    public async Task DT_51_A_loop_over_the_strategies_reports_what_became_of_both_runs()
    {
        var report = new Dictionary<MultitaskStrategy, int>();
        foreach (var strategy in Enum.GetValues<MultitaskStrategy>())
        {
            var (_, _, messages) = await MatrixAsync(strategy, Phase.FirstNode, $"{strategy}");
            report[strategy] = messages.Split(' ').Length;
        }

        report.Should().Equal(new Dictionary<MultitaskStrategy, int>
        {
            [MultitaskStrategy.Enqueue] = 6,
            [MultitaskStrategy.Reject] = 3,
            [MultitaskStrategy.Interrupt] = 4,
            [MultitaskStrategy.Rollback] = 3,
            [MultitaskStrategy.Steer] = 4,
            [MultitaskStrategy.Preempt] = 6,
        });
    }

    [StoreTheory]
    [MemberData(nameof(Strategies))]
    public async Task Every_strategy_just_runs_on_an_idle_a_failed_and_a_paused_thread(MultitaskStrategy strategy)
    {
        var coordinator = await _world.StartAsync();
        Chat.On("think", "fails", _ => throw new InvalidTimeZoneException("no"));
        var options = new RunOptions { MultitaskStrategy = strategy };

        (await EndAsync(await SayAsync(coordinator, "one", options))).Should().Be(RunStatus.Success);
        (await EndAsync(await SayAsync(coordinator, "fails", options))).Should().Be(RunStatus.Error);
        (await coordinator.GetThreadAsync(Thread)).Status.Should().Be(ThreadStatus.Error);
        (await EndAsync(await SayAsync(coordinator, "ask", options))).Should().Be(RunStatus.Interrupted);
        (await coordinator.GetThreadAsync(Thread)).Status.Should().Be(ThreadStatus.Interrupted);
        var last = await SayAsync(coordinator, "two", options);

        (await EndAsync(last)).Should().Be(RunStatus.Success);
        last.Admission!.DisplacedRunIds.Should().BeEmpty();
        (await coordinator.GetThreadAsync(Thread)).Status.Should().Be(ThreadStatus.Idle);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)", "fails", "ask", "think(ask)", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task Interrupt_and_rollback_act_on_all_runs_in_flight()
    {
        var coordinator = await _world.StartAsync();
        var (first, _) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two");
        var third = await SayAsync(coordinator, "three", Interrupt);
        (await EndAsync(third)).Should().Be(RunStatus.Success);

        (await first.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        (await second.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "three", "think(three)", "answer(three)");
    }

    [StoreFact]
    public async Task An_interrupt_during_an_interrupt_keeps_every_input_in_order()
    {
        var coordinator = await _world.StartAsync();
        var gate = new Gate();
        Chat.On("think", "one", gate.PassStubbornlyAsync);
        await SayAsync(coordinator, "one");
        await gate.Entered.Soon();
        var second = await SayAsync(coordinator, "two", Interrupt);
        var third = await SayAsync(coordinator, "three", Interrupt);
        await gate.Cancelled.Soon();

        (await _world.PassUntilAsync(third.JoinAsync())).Status.Should().Be(RunStatus.Success);
        gate.Open();
        (await second.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        (await MessagesAsync()).Should().Equal("one", "two", "three", "think(three)", "answer(three)");
    }

    [StoreFact]
    public async Task A_rollback_during_an_interrupt_outranks_it_but_keeps_what_was_interrupted_before()
    {
        var coordinator = await _world.StartAsync();
        var (first, _) = await BusyStubbornAsync(coordinator, "one");
        await SayAsync(coordinator, "two", Interrupt);
        var third = await SayAsync(coordinator, "three", Rollback);

        (await _world.PassUntilAsync(third.JoinAsync())).Status.Should().Be(RunStatus.Success);
        await GoneAsync(coordinator, first);
        (await MessagesAsync()).Should().Equal("three", "think(three)", "answer(three)");
    }

    [StoreFact]
    public async Task The_strategy_comes_from_the_call_else_the_graph_else_the_coordinator()
    {
        var byDefault = _world.Create();
        var byGraph = _world.Create(options =>
        {
            options.DefaultMultitaskStrategy = MultitaskStrategy.Rollback;
            options.GraphStrategies["chat"] = MultitaskStrategy.Reject;
        });

        (await SayAsync(byDefault, "one")).Admission!.Requested.Should().Be(MultitaskStrategy.Enqueue);
        await byGraph.Awaiting(c => SayAsync(c, "two").AsTask()).Should().ThrowAsync<RunConflictException>();
        (await SayAsync(byGraph, "two", Enqueue)).Admission!.Requested.Should().Be(MultitaskStrategy.Enqueue);
    }

    private async Task<IReadOnlyList<string>> WhenQuietAsync(ThreadRunCoordinator coordinator, string thread)
    {
        foreach (var run in await coordinator.ListRunsAsync(thread))
        {
            await coordinator.JoinAsync(thread, run.RunId).Soon();
        }

        return await MessagesAsync(thread);
    }

    /// <summary>A run that stands before a gate in its last node and does not listen to its token.</summary>
    private async Task<(RunHandle Run, Gate Gate)> BusyStubbornAsync(ThreadRunCoordinator coordinator, string text)
    {
        var gate = new Gate();
        Chat.On("answer", text, gate.PassStubbornlyAsync);
        var run = await SayAsync(coordinator, text);
        await gate.Entered.Soon();
        return (run, gate);
    }
}
