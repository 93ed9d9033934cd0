using GraphRuntime.Testing;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Partial results that a node hands over for the case that its run is stopped.</content>
public abstract partial class TalkTests
{
    private static TalkState.Update SoFar(string text) => new() { Messages = [text] };

    [StoreFact]
    public async Task DT_80_What_an_interrupted_node_had_handed_over_is_in_the_state_once_and_before_the_next_input()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await SpeakingAsync(coordinator, context => context.KeepOnInterrupt(SoFar("so far")));

        var second = await SayAsync(coordinator, "two", Interrupt);
        await EndAsync(first);
        await EndAsync(second);
        await EndAsync(await SayAsync(coordinator, "three"));

        (await MessagesAsync()).Should().Equal(
            "one", "think(one)", "so far", "two", "think(two)", "answer(two)", "three", "think(three)", "answer(three)");
        _talk.Saw.ElementAt(2).Should().Equal("one", "think(one)", "so far", "two");
    }

    [StoreFact]
    public async Task DT_80_What_a_cancelled_node_had_handed_over_is_shown_at_once_and_kept()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await SpeakingAsync(coordinator, static context =>
        {
            context.KeepOnInterrupt(SoFar("too early"));
            context.KeepOnInterrupt(SoFar("so far"));
        });
        await first.CancelAsync(new CancelOptions { Wait = true });

        (await MessagesAsync()).Should().Equal("one", "think(one)", "so far");
        await EndAsync(await SayAsync(coordinator, "two"));

        (await MessagesAsync()).Should().Equal("one", "think(one)", "so far", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task DT_80_A_node_may_hand_over_what_it_has_where_it_catches_its_cancellation()
    {
        var coordinator = await _talk.StartAsync();
        var gate = new Gate();
        _talk.On("answer", "one", async context =>
        {
            try
            {
                await gate.PassAsync(context.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                context.KeepOnInterrupt(SoFar("last words"));
                throw;
            }
        });
        var first = await SayAsync(coordinator, "one");
        await gate.Reached.Soon();

        await EndAsync(await SayAsync(coordinator, "two", Interrupt));

        (await MessagesAsync()).Should().Equal("one", "think(one)", "last words", "two", "think(two)", "answer(two)");
        (await first.GetAsync()).Reason.Should().Be(RunStatusReason.Displaced);
    }

    [StoreFact]
    public async Task DT_81_A_rollback_leaves_nothing_of_a_partial_result()
    {
        var coordinator = await _talk.StartAsync();
        await SpeakingAsync(coordinator, static context => context.KeepOnInterrupt(SoFar("so far")));

        await EndAsync(await SayAsync(coordinator, "two", Rollback));

        (await MessagesAsync()).Should().Equal("two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task DT_81_A_node_that_runs_again_replaces_its_partial_result()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await SpeakingAsync(coordinator, static context => context.KeepOnInterrupt(SoFar("so far")));
        await first.CancelAsync(new CancelOptions { Wait = true });
        gate.Open();

        await EndAsync(await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Resume));
        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)");
        await EndAsync(await SayAsync(coordinator, "two"));

        (await MessagesAsync()).Should().Equal("one", "think(one)", "answer(one)", "two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task DT_81_An_attempt_that_was_given_up_and_a_node_that_failed_keep_nothing()
    {
        var coordinator = await _talk.StartAsync();
        var gate = new Gate();
        NodeContext? givenUp = null;
        _talk.Add("retried", _talk.Compile(StateGraph.Create<TalkState>("retried")
            .AddNode("speak", async (TalkState state, NodeContext context) =>
            {
                if (context.Attempt == 1)
                {
                    context.KeepOnInterrupt(SoFar("first attempt"));
                    givenUp = context;
                    throw new IOException("once");
                }

                await gate.PassAsync(context.CancellationToken);
                return new TalkState.Update();
            }, new NodeOptions { Retry = new RetryPolicy { InitialDelay = TimeSpan.Zero } })
            .AddEdge(GraphRuntime.Graph.Start, "speak")));
        var first = await SayAsync(coordinator, "one", graph: "retried");
        await gate.Reached.Soon();
        givenUp!.Invoking(static context => context.KeepOnInterrupt(SoFar("late"))).Should().Throw<AttemptEndedException>();
        await first.CancelAsync(new CancelOptions { Wait = true });
        (await MessagesAsync()).Should().Equal("one");

        _talk.On("think", "two", static context =>
        {
            context.KeepOnInterrupt(SoFar("of a failure"));
            throw new IOException("gone");
        });
        await EndAsync(await SayAsync(coordinator, "two"));

        (await MessagesAsync()).Should().Equal("one", "two");
    }

    [StoreFact]
    public async Task DT_82_The_repair_sees_the_state_with_the_partial_result_and_the_result_itself()
    {
        var coordinator = await _talk.StartAsync();
        var gate = new Gate();
        var seen = new List<(IReadOnlyList<string> Messages, Preemption Left)>();
        _talk.Add("kept", _talk.Compile(StateGraph.Create<TalkState>("kept")
            .AddNode("speak", async (TalkState state, NodeContext context) =>
            {
                context.KeepOnInterrupt(SoFar($"about {state.Text}"));
                await gate.PassAsync(context.CancellationToken);
                return SoFar($"all about {state.Text}");
            })
            .AddEdge(GraphRuntime.Graph.Start, "speak")
            .OnPreempted((state, left) =>
            {
                seen.Add((state.Messages, left));
                return SoFar("(cut off)");
            })));
        var first = await SayAsync(coordinator, "one", graph: "kept");
        await gate.Reached.Soon();

        var second = await SayAsync(coordinator, "two", Interrupt, graph: "kept");
        await EndAsync(first);
        gate.Open();
        await EndAsync(second);

        (await MessagesAsync()).Should().Equal("one", "about one", "(cut off)", "two", "all about two");
        seen.Should().ContainSingle().Which.Messages.Should().Equal("one", "about one");
        seen[0].Left.Nodes.Should().Equal("speak");
        seen[0].Left.Kept.Should().ContainSingle();
    }

    [StoreFact]
    public async Task DT_82_A_node_that_had_finished_beside_one_that_was_stopped_keeps_its_whole_result()
    {
        var gate = new Gate();
        var graph = _talk.Compile(StateGraph.Create<TalkState>("two")
            .AddNode("quick", (TalkState state, NodeContext context) =>
            {
                context.KeepOnInterrupt(SoFar("half"));
                return SoFar("whole");
            })
            .AddNode("slow", async (TalkState state, NodeContext context) =>
            {
                await gate.PassAsync(context.CancellationToken);
                return SoFar("slow");
            })
            .AddEdge(GraphRuntime.Graph.Start, "quick")
            .AddEdge(GraphRuntime.Graph.Start, "slow"));
        using var cancellation = new CancellationTokenSource();
        var run = graph.InvokeAsync(Talk.Say("one"), Thread, cancellationToken: cancellation.Token).AsTask();
        await gate.Reached.Soon();
        await cancellation.CancelAsync();
        await run.Awaiting(static r => r).Should().ThrowAsync<OperationCanceledException>();
        (await graph.GetStateAsync(Thread)).State.Messages.Should().Equal("one", "whole");

        gate.Open();
        await graph.InvokeAsync(Talk.Say("two"), Thread);

        (await graph.GetStateAsync(Thread)).State.Messages.Should().Equal("one", "whole", "two", "whole", "slow");
    }

    /// <summary>A run whose node "answer" hands something over and then stands before a gate.</summary>
    private async Task<(RunHandle Run, Gate Gate)> SpeakingAsync(ThreadRunCoordinator coordinator, Action<NodeContext> speak)
    {
        var gate = new Gate();
        _talk.On("answer", "one", async context =>
        {
            speak(context);
            await gate.PassAsync(context.CancellationToken);
        });
        var run = await SayAsync(coordinator, "one");
        await gate.Reached.Soon();
        return (run, gate);
    }
}
