using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Effects of work that is done again on purpose: after an edit, in a replay, at another attempt.</content>
public abstract partial class TalkTests
{
    [StoreTheory]
    [InlineData(SubgraphPersistence.Inherit)]
    [InlineData(SubgraphPersistence.OwnMemory)]
    public async Task DT_53_A_mail_of_a_subgraph_is_not_sent_again_in_a_replay(SubgraphPersistence persistence)
    {
        var graph = Office(persistence);
        var first = await graph.InvokeAsync(Talk.Say("one"), Thread);
        var history = await graph.GetHistoryAsync(Thread).ToListAsync();
        var beforeOffice = history.Single(snapshot => snapshot.Next.SequenceEqual(["office"]));

        var again = await graph.InvokeAsync(GraphInput.Resume, beforeOffice.Thread);
        var andAgain = await graph.InvokeAsync(GraphInput.Resume, beforeOffice.Thread);

        _talk.Log.Count(call => call == "send").Should().Be(6);
        _talk.Outside.Done.Should().Equal("letter", "copy");
        again.State.Messages.Should().Equal(first.State.Messages).And.Equal(andAgain.State.Messages);
        await graph.InvokeAsync(Talk.Say("one"), Thread);
        _talk.Outside.Done.Should().Equal("letter", "copy", "letter", "copy");
    }

    [StoreTheory]
    [InlineData(SubgraphPersistence.Inherit)]
    [InlineData(SubgraphPersistence.OwnMemory)]
    public async Task DT_53_A_mail_of_a_subgraph_is_not_sent_again_when_its_node_is_tried_again(SubgraphPersistence persistence)
    {
        var failures = 1;
        _talk.On("file", "", _ => failures-- > 0 ? throw new IOException("the cabinet is locked") : Task.CompletedTask);
        var graph = Office(persistence, new NodeOptions { Retry = new RetryPolicy { MaxAttempts = 2, InitialDelay = TimeSpan.Zero } });

        await graph.InvokeAsync(Talk.Say("one"), Thread);

        _talk.Log.Count(call => call == "send").Should().Be(2, "the second attempt goes on with the call of the first one, whose nodes have run");
        _talk.Outside.Done.Should().Equal("letter", "copy");
    }

    [StoreFact]
    public async Task DT_53_A_mail_is_not_sent_again_after_an_edit_of_the_state_unless_its_key_is_another_one()
    {
        _talk.On("answer", "one", AskAfterMailAsync);
        _talk.On("answer", "corrected", AskAfterMailAsync);
        await _talk.Graph.InvokeAsync(Talk.Say("one"), Thread);

        await _talk.Graph.UpdateStateAsync(Thread, new TalkState.Update { Messages = ["edited"] });
        await _talk.Graph.UpdateStateAsync(Thread, new TalkState.Update { Messages = ["edited twice"] });
        await _talk.Graph.InvokeAsync(GraphInput.Resume, Thread);
        _talk.Outside.Done.Should().Equal("mail one");

        await _talk.Graph.UpdateStateAsync(Thread, new TalkState.Update { Text = "corrected" });
        await _talk.Graph.InvokeAsync(GraphInput.Resume, Thread);

        _talk.Log.Count(call => call.StartsWith("answer", StringComparison.Ordinal)).Should().Be(3);
        _talk.Outside.Done.Should().Equal("mail one", "mail corrected");

        async Task AskAfterMailAsync(NodeContext context)
        {
            var text = (await _talk.Graph.GetStateAsync(Thread)).State.Text!;
            await context.OnceAsync($"mail {text}", _ => _talk.Outside.DoAsync($"mail {text}"));
            context.Interrupt<string>("sure?");
        }
    }

    [StoreFact]
    public async Task DT_53_An_edit_in_the_place_of_a_node_does_not_repeat_what_came_after_it()
    {
        _talk.On("answer", "one", async context => await MailAsync(context));
        await _talk.Graph.InvokeAsync(Talk.Say("one"), Thread);
        var history = await _talk.Graph.GetHistoryAsync(Thread).ToListAsync();
        var beforeThink = history.Single(snapshot => snapshot.Next.SequenceEqual(["think"]));

        var branch = await _talk.Graph.UpdateStateAsync(beforeThink.Thread, new TalkState.Update { Messages = ["thought"] }, asNode: "think");
        await _talk.Graph.InvokeAsync(GraphInput.Resume, branch);

        (await MessagesAsync()).Should().Equal("one", "thought", "answer(one)");
        _talk.Log.Count(call => call == "answer(one)").Should().Be(2);
        _talk.Outside.Count("mail").Should().Be(1);
    }

    [StoreFact]
    public async Task DT_53_A_node_that_runs_many_times_in_a_turn_does_its_effect_every_time_and_in_a_replay_not_at_all()
    {
        var graph = _talk.Compile(StateGraph.Create<TalkState>("counting")
            .AddNode("count", async (TalkState state, NodeContext context) =>
                new TalkState.Update { Messages = [await context.OnceAsync("tick", _ => _talk.Outside.DoAsync($"tick {state.Messages.Length}"))] })
            .AddEdge(GraphRuntime.Graph.Start, "count")
            .AddConditionalEdges("count", state => state.Messages.Length < 4 ? "count" : GraphRuntime.Graph.End, "count", GraphRuntime.Graph.End));
        var first = await graph.InvokeAsync(Talk.Say("one"), Thread);
        var second = (await graph.GetHistoryAsync(Thread).ToListAsync()).Single(snapshot => snapshot.State.Messages.Length == 2);

        var again = await graph.InvokeAsync(GraphInput.Resume, second.Thread);

        again.State.Messages.Should().Equal(first.State.Messages);
        _talk.Outside.Done.Should().Equal("tick 1", "tick 2", "tick 3");
    }

    /// <summary>A graph with a subgraph that sends two letters and files them.</summary>
    private CompiledGraph<TalkState> Office(SubgraphPersistence persistence, NodeOptions? options = null)
    {
        var office = StateGraph.Create<TalkState>("inside")
            .AddNode("letter", (state, context) => SendAsync(context))
            .AddNode("copy", (state, context) => SendAsync(context))
            .AddNode("file", async (state, context) =>
            {
                await _talk.PlayAsync("file", "", context);
                return new TalkState.Update();
            })
            .AddEdge(GraphRuntime.Graph.Start, "letter")
            .AddEdge("letter", "copy")
            .AddEdge("copy", "file")
            .Compile(new CompileOptions { Persistence = persistence });
        return _talk.Compile(StateGraph.Create<TalkState>("outside")
            .AddNode("think", state => new TalkState.Update { Text = "thought" })
            .AddSubgraph("office", office, options)
            .AddEdge(GraphRuntime.Graph.Start, "think")
            .AddEdge("think", "office"));
    }

    private async ValueTask<NodeResult<TalkState>> SendAsync(NodeContext context)
    {
        _talk.Log.Enqueue("send");
        return new TalkState.Update { Messages = [await context.OnceAsync("send", _ => _talk.Outside.DoAsync(context.NodeName))] };
    }
}
