using System.Text.Json;
using GraphRuntime.Checkpointing;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>A history that is replayed as recorded, or verified.</content>
public abstract partial class TalkTests
{
    [StoreTheory]
    [InlineData(SubgraphPersistence.Inherit)]
    [InlineData(SubgraphPersistence.OwnMemory)]
    public async Task DT_70_A_recorded_replay_gives_every_state_and_calls_nothing(SubgraphPersistence persistence)
    {
        var graph = Office(persistence);
        await graph.InvokeAsync(Talk.Say("one"), Thread);
        await graph.UpdateStateAsync(Thread, new TalkState.Update { Messages = ["edited"] });
        await graph.InvokeAsync(Talk.Say("two"), Thread);
        var history = await graph.GetHistoryAsync(Thread).ToListAsync();
        var (log, done) = (_talk.Log.Count, _talk.Outside.Done.Count);

        var steps = await graph.ReplayAsync(Thread).ToListAsync();

        steps.Select(static step => step.Snapshot.CheckpointId).Should().Equal(history.Select(static snapshot => snapshot.CheckpointId).Reverse());
        steps.Select(static step => Json(step.Snapshot)).Should().Equal(history.Select(static snapshot => Json(snapshot)).Reverse());
        steps.Should().OnlyContain(static step => step.Divergence == null && step.IsReplayed == (step.Snapshot.Source == CheckpointSource.Loop));
        (_talk.Log.Count, _talk.Outside.Done.Count).Should().Be((log, done));
    }

    [StoreFact]
    public async Task DT_70_The_history_of_a_subgraph_is_replayed_too()
    {
        var graph = Office(SubgraphPersistence.Inherit);
        await graph.InvokeAsync(Talk.Say("one"), Thread);
        var inside = (await graph.GetHistoryAsync(Thread).ToListAsync()).SelectMany(static snapshot => snapshot.Tasks).Single(static task => task.SubgraphNamespace is not null);
        var thread = new GraphThread(Thread) { Namespace = inside.SubgraphNamespace! };
        var history = await graph.GetSubgraphHistoryAsync(thread).ToListAsync();

        var steps = await graph.ReplayAsync(thread).ToListAsync();

        steps.Select(static step => Json(step.Snapshot)).Should().Equal(history.Select(static snapshot => Json(snapshot)).Reverse());
        steps.Should().HaveCount(5).And.OnlyContain(static step => step.Divergence == null);
        var verifying = async () => await graph.ReplayAsync(thread, ReplayMode.Verify).ToListAsync();
        await verifying.Should().ThrowAsync<ArgumentException>();
    }

    [StoreTheory]
    [InlineData(SubgraphPersistence.Inherit)]
    [InlineData(SubgraphPersistence.OwnMemory)]
    public async Task DT_71_A_replay_that_verifies_runs_every_node_does_no_effect_again_and_stores_nothing(SubgraphPersistence persistence)
    {
        var graph = Office(persistence);
        await graph.InvokeAsync(Talk.Say("one"), Thread);
        await graph.InvokeAsync(Talk.Say("two"), Thread);
        var before = await StoredAsync(graph);
        var log = _talk.Log.Count;

        var steps = await graph.ReplayAsync(Thread, ReplayMode.Verify).ToListAsync();

        steps.Should().NotBeEmpty().And.OnlyContain(static step => step.Divergence == null);
        _talk.Log.Count.Should().Be(2 * log, "every node of the subgraph ran once more");
        _talk.Outside.Done.Should().Equal("letter", "copy", "letter", "copy");
        (await StoredAsync(graph)).Should().Equal(before);
    }

    [StoreFact]
    public async Task DT_71_Answers_and_the_edits_that_came_with_them_are_verified_as_they_were()
    {
        _talk.Ask("think", "one");
        _talk.Ask("answer", "one");
        await _talk.Graph.InvokeAsync(Talk.Say("one"), Thread);
        await _talk.Graph.InvokeAsync(GraphInput.Answer("yes"), Thread);
        await _talk.Graph.InvokeAsync(GraphInput.Answer("certainly").With(new Command<TalkState> { Update = new TalkState.Update { Messages = ["with it"] } }), Thread);
        (await MessagesAsync()).Should().Equal("one", "think(one): yes", "with it", "answer(one): certainly");

        (await _talk.Graph.ReplayAsync(Thread).LastAsync()).Divergence.Should().BeNull();
        (await _talk.Graph.ReplayAsync(Thread, ReplayMode.Verify).LastAsync()).Divergence.Should().BeNull();
    }

    [StoreFact]
    public async Task DT_72_The_first_node_that_writes_something_else_is_named_with_both_values()
    {
        var word = "first";
        _talk.On("answer", "one", _ => Task.CompletedTask);
        var graph = _talk.Compile(StateGraph.Create<TalkState>("words")
            .AddNode("say", _ => new TalkState.Update { Messages = [word] })
            .AddNode("end", _ => new TalkState.Update { Messages = ["end"] })
            .AddEdge(GraphRuntime.Graph.Start, "say")
            .AddEdge("say", "end"));
        await graph.InvokeAsync(Talk.Say("one"), Thread);
        word = "second";

        var last = await graph.ReplayAsync(Thread, ReplayMode.Verify).LastAsync();

        var divergence = last.Divergence!;
        (divergence.Kind, divergence.Node, divergence.Channel).Should().Be((ReplayDivergenceKind.Write, "say", "Messages"));
        divergence.CheckpointId.Should().Be(last.Snapshot.CheckpointId);
        (divergence.Recorded.ToString(), divergence.Replayed.ToString()).Should().Be(("""["first"]""", """["second"]"""));
        divergence.ToString().Should().Contain("node 'say' writes something else to channel 'Messages'").And.NotContain("second");
    }

    [StoreFact]
    public async Task DT_72_A_conditional_edge_that_chooses_another_way_is_found()
    {
        var target = "left";
        var graph = _talk.Compile(StateGraph.Create<TalkState>("ways")
            .AddNode("fork", _ => new TalkState.Update())
            .AddNode("left", _ => new TalkState.Update())
            .AddNode("right", _ => new TalkState.Update())
            .AddEdge(GraphRuntime.Graph.Start, "fork")
            .AddConditionalEdges("fork", _ => target, "left", "right"));
        await graph.InvokeAsync(Talk.Say("one"), Thread);
        target = "right";

        var divergence = (await graph.ReplayAsync(Thread, ReplayMode.Verify).LastAsync()).Divergence!;

        (divergence.Kind, divergence.Node).Should().Be((ReplayDivergenceKind.Next, "fork"));
        divergence.Recorded!.Value.GetProperty("nodes")[0].GetString().Should().Be("left");
        divergence.Replayed!.Value.GetProperty("nodes")[0].GetString().Should().Be("right");
    }

    [StoreTheory]
    [InlineData(SubgraphPersistence.Inherit)]
    [InlineData(SubgraphPersistence.OwnMemory)]
    public async Task DT_72_An_effect_that_the_history_does_not_have_is_not_done(SubgraphPersistence persistence)
    {
        var key = "mail";
        _talk.On("file", "", async context => await context.OnceAsync(key, _ => _talk.Outside.DoAsync(key)));
        var graph = Office(persistence);
        await graph.InvokeAsync(Talk.Say("one"), Thread);
        key = "another mail";

        var divergence = (await graph.ReplayAsync(Thread, ReplayMode.Verify).LastAsync()).Divergence!;

        (divergence.Kind, divergence.Node, divergence.EffectKey).Should().Be((ReplayDivergenceKind.Effect, "file", "another mail"));
        divergence.Namespace.Should().StartWith("office");
        _talk.Outside.Done.Should().Equal("letter", "copy", "mail");
    }

    [StoreFact]
    public async Task DT_72_A_question_that_was_not_asked_and_a_failure_that_was_not_there_are_found()
    {
        await _talk.Graph.InvokeAsync(Talk.Say("one"), Thread);

        _talk.Ask("answer", "one");
        var asked = (await _talk.Graph.ReplayAsync(Thread, ReplayMode.Verify).LastAsync()).Divergence!;
        _talk.On("answer", "one", _ => throw new IOException("gone"));
        var failed = (await _talk.Graph.ReplayAsync(Thread, ReplayMode.Verify).LastAsync()).Divergence!;

        (asked.Kind, asked.Node, asked.Replayed!.Value.GetString()).Should().Be((ReplayDivergenceKind.Question, "answer", "sure?"));
        (failed.Kind, failed.Node, failed.Replayed!.Value.GetProperty("$error").GetString()).Should().Be((ReplayDivergenceKind.Failure, "answer", "gone"));
    }

    [StoreFact]
    public async Task DT_73_A_history_whose_records_are_gone_is_an_error_that_names_the_checkpoint()
    {
        await _talk.Graph.InvokeAsync(Talk.Say("one"), Thread);
        await _talk.Graph.InvokeAsync(Talk.Say("two"), Thread);
        var history = await _talk.Graph.GetHistoryAsync(Thread).ToListAsync();
        await _talk.Checkpointer.PruneAsync(new PruneOptions { ThreadId = Thread, KeepLatest = 2 }, CancellationToken.None);

        var replaying = async () => await _talk.Graph.ReplayAsync(Thread).ToListAsync();
        var error = (await replaying.Should().ThrowAsync<HistoryNotReplayableException>()).Which;
        var rest = await _talk.Graph.ReplayAsync(Thread, ReplayMode.Verify, new ReplayOptions { From = history[1].CheckpointId }).ToListAsync();

        error.CheckpointId.Should().Be(history[2].CheckpointId);
        rest.Select(static step => step.IsReplayed).Should().Equal(false, true);
        rest[1].Divergence.Should().BeNull();
    }

    [StoreFact]
    public async Task DT_73_Supersteps_that_were_stored_together_cannot_be_replayed()
    {
        await _talk.Graph.InvokeAsync(Talk.Say("one"), Thread);
        await _talk.Graph.InvokeAsync(Talk.Say("two"), Thread, new RunConfig { Durability = DurabilityMode.Exit });

        var replaying = async () => await _talk.Graph.ReplayAsync(Thread).ToListAsync();

        (await replaying.Should().ThrowAsync<HistoryNotReplayableException>()).WithMessage("*DurabilityMode.Exit*");
    }

    [StoreFact]
    public async Task DT_74_A_live_replay_does_effects_again_only_where_its_run_says_so()
    {
        var graph = Office(SubgraphPersistence.Inherit);
        await graph.InvokeAsync(Talk.Say("one"), Thread);
        var beforeOffice = (await graph.GetHistoryAsync(Thread).ToListAsync()).Single(static snapshot => snapshot.Next.SequenceEqual(["office"]));

        await graph.InvokeAsync(GraphInput.Resume, beforeOffice.Thread);
        _talk.Outside.Done.Should().Equal("letter", "copy");
        await graph.InvokeAsync(GraphInput.Resume, beforeOffice.Thread, new RunConfig { RepeatEffects = true });

        _talk.Outside.Done.Should().Equal("letter", "copy", "letter", "copy");
    }

    [StoreFact]
    public async Task DT_74_A_replay_that_verifies_does_effects_again_only_where_it_is_asked_to()
    {
        var graph = Office(SubgraphPersistence.Inherit);
        await graph.InvokeAsync(Talk.Say("one"), Thread);
        var options = new ReplayOptions { Config = new RunConfig { RepeatEffects = true } };

        (await graph.ReplayAsync(Thread, ReplayMode.Verify, options).LastAsync()).Divergence.Should().BeNull();

        _talk.Outside.Done.Should().Equal("letter", "copy", "letter", "copy");
    }

    private static string Json(StateSnapshot snapshot) => JsonSerializer.Serialize((TalkState)snapshot.StateObject);

    /// <summary>Everything that the checkpointer has of the thread, as far as it can be compared.</summary>
    private async Task<List<string>> StoredAsync(CompiledGraph<TalkState> graph)
    {
        var stored = new List<string>();
        foreach (var ns in await _talk.Checkpointer.ListNamespacesAsync(Thread, CancellationToken.None))
        {
            var address = new CheckpointAddress(Thread, ns);
            var read = await _talk.Checkpointer.ReadAsync(address, null, CancellationToken.None);
            stored.Add($"{ns}: epoch {read.Epoch}, head {read.Head}, last {read.LastId}");
            await foreach (var checkpoint in _talk.Checkpointer.ListAsync(new CheckpointQuery { Address = address }, CancellationToken.None))
            {
                stored.Add($"{checkpoint.Record.Id} {Convert.ToHexString(checkpoint.Record.Body.Span)} {string.Join(',', checkpoint.PendingWrites.Select(static write => write.TaskId))}");
            }
        }

        stored.Add(Json(await graph.GetStateAsync(Thread)));
        return stored;
    }
}
