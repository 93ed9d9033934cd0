using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

public abstract partial class TalkTests
{
    [StoreFact]
    public async Task I11_New_input_on_a_waiting_thread_discards_the_question_and_says_so()
    {
        var coordinator = await _talk.StartAsync();
        var question = await AskedAsync(coordinator);

        var second = await SayAsync(coordinator, "two");

        second.Admission!.Discarded.Should().BeEquivalentTo(new ThreadPause(RunStatusReason.AwaitingAnswer, [question]));
        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await coordinator.GetThreadAsync(Thread)).Pause.Should().BeNull();
        (await SayAsync(coordinator, "three")).Admission!.Discarded.Should().BeNull();
    }

    [StoreFact]
    public async Task I11_New_input_on_a_waiting_thread_can_be_refused()
    {
        var coordinator = await _talk.StartAsync(options => options.WhenPaused = PausedThreadRule.Reject);
        var question = await AskedAsync(coordinator);

        var refused = await coordinator.Invoking(c => SayAsync(c, "two").AsTask()).Should().ThrowAsync<ThreadPausedException>();

        refused.Which.InterruptIds.Should().Equal(question);
        (await coordinator.ListRunsAsync(Thread)).Should().ContainSingle();
        (await EndAsync(await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes")))).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one): yes");
    }

    [StoreFact]
    public async Task New_input_on_a_waiting_thread_can_wait_until_the_question_is_answered()
    {
        var coordinator = await _talk.StartAsync(options => options.GraphPausedRules["talk"] = PausedThreadRule.Enqueue);
        await AskedAsync(coordinator);

        var second = await SayAsync(coordinator, "two");
        var third = await SayAsync(coordinator, "three");
        second.Admission!.WaitsForAnswer.Should().BeTrue();
        third.Admission!.WaitsForAnswer.Should().BeTrue();
        var answer = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes"), new RunOptions { MultitaskStrategy = MultitaskStrategy.Reject });

        (await EndAsync(answer)).Should().Be(RunStatus.Success);
        (await EndAsync(third)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one): yes", "two", "think(two)", "answer(two)", "three", "think(three)", "answer(three)");
    }

    [StoreFact]
    public async Task I2_A_message_that_comes_while_the_answer_is_worked_on_does_not_overtake_one_that_waits()
    {
        var coordinator = await _talk.StartAsync(options => options.WhenPaused = PausedThreadRule.Enqueue);
        await AskedAsync(coordinator);
        var gate = new Gate();
        _talk.On("think", "two", gate);
        var waits = await SayAsync(coordinator, "two");
        var answering = new Gate();
        _talk.On("answer", "one", async context =>
        {
            context.Interrupt<string>("sure?");
            await answering.PassAsync(context.CancellationToken);
        });
        var answer = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes"));
        await answering.Reached.Soon();
        var later = await SayAsync(coordinator, "three");
        later.Admission!.WaitsForAnswer.Should().BeFalse();

        answering.Open();
        await gate.Reached.Soon();
        (await later.GetAsync()).Status.Should().Be(RunStatus.Pending);
        gate.Open();

        (await EndAsync(answer)).Should().Be(RunStatus.Success);
        (await EndAsync(later)).Should().Be(RunStatus.Success);
        (await EndAsync(waits)).Should().Be(RunStatus.Success);
        _talk.Log.Should().EndWith(["think(two)", "answer(two)", "think(three)", "answer(three)"]);
    }

    [StoreFact]
    public async Task What_waits_for_an_answer_waits_on_if_the_answer_leads_to_another_question()
    {
        var coordinator = await _talk.StartAsync(options => options.WhenPaused = PausedThreadRule.Enqueue);
        _talk.On("think", "one", context => { context.Interrupt<string>("first?"); return Task.CompletedTask; });
        await AskedAsync(coordinator);
        var second = await SayAsync(coordinator, "two");

        var answer = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes"));

        (await answer.JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.AwaitingAnswer);
        (await second.GetAsync()).Status.Should().Be(RunStatus.Pending);
        await EndAsync(await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes again")));
        (await EndAsync(second)).Should().Be(RunStatus.Success);
        _talk.Log.Should().EndWith(["think(two)", "answer(two)"]);
    }

    [StoreFact]
    public async Task What_waits_for_an_answer_goes_on_after_a_run_that_discards_the_question()
    {
        var coordinator = await _talk.StartAsync();
        await AskedAsync(coordinator);
        var held = await SayAsync(coordinator, "two", new RunOptions { WhenPaused = PausedThreadRule.Enqueue });

        var discarding = await SayAsync(coordinator, "three", new RunOptions { WhenPaused = PausedThreadRule.Discard });

        discarding.Admission!.Discarded.Should().NotBeNull();
        (await EndAsync(held)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().EndWith(["three", "think(three)", "answer(three)", "two", "think(two)", "answer(two)"]);
    }

    [StoreFact]
    public async Task A_question_that_was_asked_past_the_coordinator_can_be_answered_through_it()
    {
        var coordinator = await _talk.StartAsync();
        _talk.On("answer", "one", context => { context.Interrupt<string>("sure?"); return Task.CompletedTask; });
        (await _talk.Graph.InvokeAsync(Talk.Say("one"), Thread)).IsPaused.Should().BeTrue();

        var answer = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes"));

        (await EndAsync(answer)).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task New_input_at_a_breakpoint_follows_the_same_rules()
    {
        var coordinator = await _talk.StartAsync();
        var config = new RunConfig { InterruptBefore = ["answer"] };
        (await (await SayAsync(coordinator, "one", new RunOptions { Config = config })).JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.Paused);

        await coordinator.Invoking(c => SayAsync(c, "two", new RunOptions { WhenPaused = PausedThreadRule.Reject }).AsTask()).Should().ThrowAsync<ThreadPausedException>();
        var takeAsAnswer = PausedThreadRule.TakeAsAnswer<TalkState>(input => input.Text);
        await coordinator.Invoking(c => SayAsync(c, "two", new RunOptions { WhenPaused = takeAsAnswer }).AsTask()).Should().ThrowAsync<ThreadPausedException>();
        var held = await SayAsync(coordinator, "two", new RunOptions { WhenPaused = PausedThreadRule.Enqueue });
        await EndAsync(await coordinator.CreateRunAsync(Thread, "talk", null));

        (await EndAsync(held)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task A_graph_can_mend_what_a_displaced_run_left_half_way_as_the_first_write_of_the_next_run()
    {
        var coordinator = await _talk.StartAsync();
        var seen = new List<Preemption>();
        var gate = new Gate();
        var graph = StateGraph.Create<TalkState>("mended")
            .AddNode("call", state => new TalkState.Update { Messages = [$"call for {state.Text}"] })
            .AddNode("tool", async (TalkState state, NodeContext context) =>
            {
                await gate.PassAsync(context.CancellationToken);
                return new TalkState.Update { Messages = [$"result for {state.Text}"] };
            })
            .AddEdge(GraphRuntime.Graph.Start, "call")
            .AddEdge("call", "tool")
            .OnPreempted((state, preemption) =>
            {
                seen.Add(preemption);
                return new TalkState.Update { Messages = [$"no result for {state.Text}"] };
            });
        _talk.Add("mended", _talk.Compile(graph));
        var first = await SayAsync(coordinator, "one", graph: "mended");
        await gate.Reached.Soon();

        var second = await SayAsync(coordinator, "two", Interrupt, graph: "mended");
        (await EndAsync(first)).Should().Be(RunStatus.Interrupted);
        gate.Open();

        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "call for one", "no result for one", "two", "call for two", "result for two");
        seen.Should().ContainSingle().Which.Should().BeEquivalentTo(new Preemption(["tool"], false));
    }

    /// <summary>A thread on which the run "one" waits for an answer.</summary>
    private async Task<string> AskedAsync(ThreadRunCoordinator coordinator)
    {
        _talk.Ask("answer", "one");
        var first = await SayAsync(coordinator, "one");
        var asked = await first.JoinAsync().Soon();
        asked.Reason.Should().Be(RunStatusReason.AwaitingAnswer);
        return asked.InterruptIds.Single();
    }
}
