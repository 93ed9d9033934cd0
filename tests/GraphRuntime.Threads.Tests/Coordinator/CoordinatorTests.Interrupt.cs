namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task DT_22_Interrupt_keeps_the_supersteps_that_were_committed()
    {
        var coordinator = await _world.StartAsync();
        var (first, _) = await BusyAsync(coordinator, node: "answer");

        var second = await SayAsync(coordinator, "two", Interrupt);

        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Interrupted);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task DT_23_After_an_interrupt_in_the_first_node_the_history_is_input_1_input_2_and_the_answer_to_2()
    {
        var coordinator = await _world.StartAsync();
        await BusyAsync(coordinator, node: "think");

        var second = await SayAsync(coordinator, "two", Interrupt);
        await second.JoinAsync().Soon();

        (await MessagesAsync()).Should().Equal("one", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task DT_24_Runs_displaced_before_they_started_keep_their_input_in_order_and_run_no_node()
    {
        var coordinator = _world.Create();
        var first = await SayAsync(coordinator, "one", Enqueue);
        var second = await SayAsync(coordinator, "two", Enqueue);
        var third = await SayAsync(coordinator, "three", Interrupt);

        (await first.GetAsync()).Should().Match<RunInfo>(run => run.Status == RunStatus.Interrupted && run.Reason == RunStatusReason.Displaced);
        third.Admission!.DisplacedRunIds.Should().Equal(first.RunId, second.RunId);
        await coordinator.StartAsync();
        (await EndAsync(third)).Should().Be(RunStatus.Success);

        (await MessagesAsync()).Should().Equal("one", "two", "three", "think(three)", "answer(three)");
        Chat.Log.Should().Equal("think(three)", "answer(three)");
        var fourth = await SayAsync(coordinator, "four");
        await fourth.JoinAsync().Soon();
        (await MessagesAsync()).Should().ContainSingle(message => message == "one");
    }

    [StoreFact]
    public async Task DT_24_The_input_of_a_pending_run_that_its_user_cancels_is_dropped()
    {
        var coordinator = _world.Create();
        var first = await SayAsync(coordinator, "one");
        await first.CancelAsync();
        var second = await SayAsync(coordinator, "two");
        await coordinator.StartAsync();
        await second.JoinAsync().Soon();

        (await first.GetAsync()).Should().Match<RunInfo>(run => run.Status == RunStatus.Interrupted && run.Reason == RunStatusReason.Cancelled);
        (await MessagesAsync()).Should().Equal("two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task DT_25_An_interrupted_run_has_a_status_and_reason_of_its_own_and_stays_readable()
    {
        var coordinator = await _world.StartAsync();
        var (first, _) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two", Interrupt);
        await second.JoinAsync().Soon();

        var ended = await first.GetAsync();
        ended.Status.Should().Be(RunStatus.Interrupted);
        ended.Reason.Should().Be(RunStatusReason.Displaced);
        ended.FinishedAt.Should().NotBeNull();
        (await coordinator.ListRunsAsync(Thread, new RunListOptions { Status = RunStatus.Interrupted })).Should().ContainSingle(run => run.RunId == first.RunId);
    }

    [StoreFact]
    public async Task DT_26_The_second_run_sees_the_first_input()
    {
        var coordinator = await _world.StartAsync();
        IReadOnlyList<string>? seen = null;
        Chat.On("think", "two", async _ => seen = await MessagesAsync());
        await BusyAsync(coordinator, node: "think");

        await (await SayAsync(coordinator, "two", Interrupt)).JoinAsync().Soon();

        seen.Should().Equal("one", "two");
    }

    [StoreFact]
    public async Task DT_27_A_sibling_that_had_finished_is_not_run_again_by_the_run_that_goes_on()
    {
        var gate = new Gate();
        var (finished, started) = (0, 0);
        var twins = StateGraph.Create<ChatState>("twins")
            .AddNode("a", (_, _) =>
            {
                Interlocked.Increment(ref finished);
                return new(new ChatState.Update { Messages = ["a"] });
            })
            .AddNode("b", async (_, context) =>
            {
                if (Interlocked.Increment(ref started) == 1)
                {
                    await gate.PassAsync(context.CancellationToken);
                }

                return new ChatState.Update { Messages = ["b"] };
            })
            .AddEdge(Graph.Start, "a")
            .AddEdge(Graph.Start, "b")
            .Compile(new CompileOptions { Checkpointer = _world.Checkpointer, TimeProvider = Time });
        _world.Add(new ThreadGraph<ChatState>("twins", twins));
        var coordinator = await _world.StartAsync();
        var first = await coordinator.CreateRunAsync(Thread, "twins", ChatGraph.Say("one"));
        await gate.Entered.Soon();

        var second = await coordinator.CreateRunAsync(Thread, "twins", null, Interrupt);

        // No time passes until the first run is over: a grace that ends early would cut off what it still has to store.
        (await first.JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.Displaced);
        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (finished, started).Should().Be((1, 2));
        (await twins.GetStateAsync(Thread)).State.Messages.Should().Equal("one", "a", "b");
    }

    [StoreFact]
    public async Task DT_28_The_second_run_does_not_wait_for_what_is_left_of_the_first()
    {
        var coordinator = await _world.StartAsync();
        var (first, _) = await BusyAsync(coordinator);
        var before = Time.GetUtcNow();

        var second = await SayAsync(coordinator, "two", Interrupt);
        await second.JoinAsync().Soon();

        Time.GetUtcNow().Should().Be(before);
        (await first.GetAsync()).IsFinal.Should().BeTrue();
    }

    [StoreFact]
    public async Task DT_29_A_node_that_ignores_its_token_is_fenced_off_after_the_grace_period()
    {
        var coordinator = await _world.StartAsync(options => options.CancellationGrace = TimeSpan.FromSeconds(5));
        var gate = new Gate();
        Chat.On("answer", "one", gate.PassStubbornlyAsync);
        var first = await SayAsync(coordinator, "one");
        await gate.Entered.Soon();
        var second = await SayAsync(coordinator, "two", Interrupt);
        await gate.Cancelled.Soon();

        (await second.GetAsync()).Status.Should().Be(RunStatus.Pending);
        var before = Time.GetUtcNow();
        var ended = await _world.PassUntilAsync(second.JoinAsync());

        ended.Status.Should().Be(RunStatus.Success);
        (Time.GetUtcNow() - before).Should().BeLessThan(TimeSpan.FromSeconds(10));
        (await first.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
        gate.Open();
        (await EndAsync(await SayAsync(coordinator, "three"))).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "answer(two)", "three", "think(three)", "answer(three)");
    }

    [StoreTheory]
    [InlineData("a correction", "think")]
    [InlineData("an addition", "answer")]
    [InlineData("a change of mind", "think")]
    [InlineData("something urgent", "answer")]
    public async Task DT_30_Whatever_the_second_message_is_the_first_one_stays_and_the_second_one_is_answered(string text, string node)
    {
        var coordinator = await _world.StartAsync();
        await BusyAsync(coordinator, node: node);

        (await EndAsync(await SayAsync(coordinator, text, Interrupt))).Should().Be(RunStatus.Success);

        var messages = await MessagesAsync();
        messages[0].Should().Be("one");
        messages[^1].Should().Be($"answer({text})");
        messages.Should().NotContain("answer(one)");
    }

    [StoreFact]
    public async Task DT_31_A_guarded_run_is_not_interrupted_the_second_one_waits_and_says_so()
    {
        var coordinator = await _world.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        await GuardAsync(first, RunGuards.NoInterrupt);

        var second = await SayAsync(coordinator, "two", Interrupt);

        second.Admission.Should().BeEquivalentTo(new { Requested = MultitaskStrategy.Interrupt, Applied = MultitaskStrategy.Enqueue, Ahead = 1 });
        gate.Open();
        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task Interrupting_a_run_that_runs_on_another_process_works_the_same()
    {
        var owner = await _world.StartAsync();
        var (first, _) = await BusyAsync(owner);
        var other = _world.Create();

        var second = await SayAsync(other, "two", Interrupt);

        (await other.JoinAsync(Thread, second.RunId).Soon()).Status.Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Interrupted);
    }

    [StoreFact]
    public async Task A_node_that_ends_well_after_it_was_asked_to_stop_comes_too_late()
    {
        var coordinator = await _world.StartAsync();
        var gate = new Gate();
        Chat.On("answer", "one", gate.PassStubbornlyAsync);
        var first = await SayAsync(coordinator, "one");
        await gate.Entered.Soon();
        var second = await SayAsync(coordinator, "two", Interrupt);
        await gate.Cancelled.Soon();
        gate.Open();

        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Interrupted);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "think(two)", "answer(two)");
    }

    private async Task GuardAsync(RunHandle run, RunGuards guards)
    {
        var stored = await _world.Store.GetRunAsync(run.ThreadId, run.RunId, default);
        (await _world.Store.SetGuardsAsync(new RunLease(run.ThreadId, run.RunId, stored!.Epoch), guards, default)).Should().BeTrue();
    }
}
