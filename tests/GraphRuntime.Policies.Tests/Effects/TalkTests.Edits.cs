using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Edits that come with an answer, in runs that are repeated.</content>
public abstract partial class TalkTests
{
    private static readonly Command<TalkState> s_edit = new() { Update = new TalkState.Update { Messages = ["edit"] } };

    [StoreFact]
    public async Task An_answer_with_an_edit_that_is_sent_twice_edits_once()
    {
        var coordinator = await _talk.StartAsync();
        await AskedAsync(coordinator);
        var options = new RunOptions { IdempotencyKey = "yes" };

        var first = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes").With(s_edit), options);
        var again = await coordinator.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes").With(s_edit), options);

        again.RunId.Should().Be(first.RunId);
        (await EndAsync(again)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "edit", "answer(one): yes");
    }

    [StoreFact]
    public async Task An_edit_whose_answer_led_to_another_question_is_made_once_although_its_process_is_lost()
    {
        var store = new CountingStore(_talk.Store);
        var lost = await _talk.StartAsync(store: store);
        _talk.On("answer", "one", context =>
        {
            context.Interrupt<string>("sure?");
            store.Down = true;
            context.Interrupt<string>("really?");
            return Task.CompletedTask;
        });
        (await (await SayAsync(lost, "one")).JoinAsync().Soon()).Reason.Should().Be(RunStatusReason.AwaitingAnswer);
        var run = await lost.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes").With(s_edit));
        await _talk.PassUntilAsync(() => store.Down);

        var other = await _talk.StartAsync();
        var repeated = await _talk.PassUntilAsync(other.JoinAsync(Thread, run.RunId));

        (repeated.Reason, repeated.Attempt).Should().Be((RunStatusReason.AwaitingAnswer, 2));
        (await MessagesAsync()).Should().Equal("one", "think(one)", "edit");
        (await _talk.PassUntilAsync((await other.CreateRunAsync(Thread, "talk", GraphInput.Answer("yes"))).JoinAsync())).Status.Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "edit", "answer(one)");
    }

    [StoreFact]
    public async Task An_answer_that_was_taken_is_not_asked_for_again_when_the_process_is_lost_while_a_sibling_works()
    {
        var lost = await _talk.StartAsync();
        var (never, calls) = (new Gate(), 0);
        var graph = Siblings(async context =>
        {
            if (Interlocked.Increment(ref calls) == 2)
            {
                await never.PassAsync(CancellationToken.None);
            }

            return context.Interrupt<string>("slowly?");
        });
        await EndAsync(await SayAsync(lost, "one", graph: "siblings"));
        var question = (await graph.GetStateAsync(Thread)).Interrupts.Single(open => open.ValueAs<string>() == "quickly?").Id;
        var run = await lost.CreateRunAsync(Thread, "siblings", GraphInput.Answer(question, "yes").With(s_edit));
        await EditedAsync(graph).Soon();

        await TakeAwayAsync(run);
        var other = await _talk.StartAsync();
        var repeated = await _talk.PassUntilAsync(other.JoinAsync(Thread, run.RunId));

        (repeated.Reason, repeated.Error).Should().Be((RunStatusReason.AwaitingAnswer, null));
        (await _talk.PassUntilAsync((await other.CreateRunAsync(Thread, "siblings", GraphInput.Answer("also yes"))).JoinAsync())).Status.Should().Be(RunStatus.Success);
        (await graph.GetStateAsync(Thread)).State.Messages.Should().Equal("one", "edit", "yes", "also yes");
        never.Open();
    }

    /// <summary>The graph "siblings": one node asks at once, the other one when it comes to it.</summary>
    private CompiledGraph<TalkState> Siblings(Func<NodeContext, Task<string>> slow)
    {
        var graph = _talk.Compile(StateGraph.Create<TalkState>("siblings")
            .AddNode("quick", (_, context) => new TalkState.Update { Messages = [context.Interrupt<string>("quickly?")] })
            .AddNode("slow", async (_, context) => new TalkState.Update { Messages = [await slow(context)] })
            .AddEdge(GraphRuntime.Graph.Start, "quick")
            .AddEdge(GraphRuntime.Graph.Start, "slow"));
        _talk.Add("siblings", graph);
        return graph;
    }

    /// <summary>Waits until the edit is stored.</summary>
    private static async Task EditedAsync(CompiledGraph<TalkState> graph)
    {
        while (!(await graph.GetStateAsync(Thread)).State.Messages.Contains("edit"))
        {
            await Task.Yield();
        }
    }
}
