using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Why a run is where it is, from what was stored when it was decided.</content>
public abstract partial class TalkTests
{
    [StoreFact]
    public async Task DT_75_A_run_that_had_to_wait_says_for_which_run_and_how_long()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two");
        var waiting = await second.ExplainAsync();
        Time.Advance(TimeSpan.FromSeconds(3));
        gate.Open();
        await EndAsync(second);

        var told = await second.ExplainAsync();

        (waiting.StartedAt, waiting.End, waiting.ToString().EndsWith("waits for its start.", StringComparison.Ordinal)).Should().Be((null, null, true));
        (told.Decision!.Requested, told.Decision.Applied, told.Decision.Rule).Should().Be((MultitaskStrategy.Enqueue, MultitaskStrategy.Enqueue, null));
        told.Decision.InFlight.Should().ContainSingle().Which.Should().BeEquivalentTo(new { first.RunId, Status = RunStatus.Running, Outcome = DecidedOutcome.Kept });
        told.WaitedFor.Should().Equal(first.RunId);
        told.Waited.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(3));
        (told.End!.Kind, told.End.Status).Should().Be((RunEndKind.Ended, RunStatus.Success));
        told.ToString().Should().StartWith($"Run '{second.RunId}' was admitted at ").And.Contain($"with Enqueue, had 1 run before it ('{first.RunId}' first), started at ").And.EndWith("as Success.");
    }

    [StoreFact]
    public async Task DT_75_A_run_on_an_idle_thread_has_no_decision_to_tell()
    {
        var coordinator = await _talk.StartAsync();
        var run = await SayAsync(coordinator, "one");
        await EndAsync(run);

        var told = await coordinator.ExplainAsync(Thread, run.RunId);

        (told.Decision, told.WaitedFor.Count, told.Displaced.Count, told.Attempts).Should().Be((null, 0, 0, 1));
        told.Run!.Status.Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task DT_76_A_displaced_run_names_the_run_and_the_rule_that_displaced_it()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await BusyAsync(coordinator);
        var policy = RunPolicy.For<TalkState>().When(context => context.ActiveCount >= 1).Interrupt().Otherwise().Enqueue();
        var second = await SayAsync(coordinator, "two", policy);
        await EndAsync(second);
        await EndAsync(first);

        var (displaced, displacer) = (await first.ExplainAsync(), await second.ExplainAsync());

        (displaced.End!.Kind, displaced.End.DisplacedBy, displaced.End.Reason).Should().Be((RunEndKind.Displaced, second.RunId, RunStatusReason.Displaced));
        displaced.End.AskedToStopAt.Should().NotBeNull();
        displaced.End.Decision!.Rule.Should().Be(displacer.Decision!.Rule).And.Be(second.Admission!.Rule);
        displacer.Displaced.Should().ContainSingle().Which.Should().BeEquivalentTo(new { first.RunId, Outcome = DecidedOutcome.Interrupted });
        displaced.ToString().Should().Contain($"and was interrupted by run '{second.RunId}', whose rule was '{second.Admission.Rule}'");
        displacer.ToString().Should().Contain($"by the rule '{second.Admission.Rule}', displaced '{first.RunId}' (interrupted)");
    }

    [StoreFact]
    public async Task DT_76_A_guard_that_changed_the_strategy_is_told()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, graph: "guarded");
        var second = await SayAsync(coordinator, "two", Rollback, graph: "guarded");
        gate.Open();
        await EndAsync(second);

        var told = await second.ExplainAsync();

        (told.Decision!.Requested, told.Decision.Applied).Should().Be((MultitaskStrategy.Rollback, MultitaskStrategy.Enqueue));
        told.Decision.InFlight.Should().ContainSingle().Which.Should().BeEquivalentTo(new { first.RunId, Guards = RunGuards.NoInterrupt, Outcome = DecidedOutcome.Kept });
        told.ToString().Should().Contain("with Enqueue in the place of Rollback");
    }

    [StoreFact]
    public async Task DT_77_A_rolled_back_run_is_explained_until_what_is_known_about_it_is_pruned()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two", Rollback);
        await EndAsync(second);

        var told = await first.ExplainAsync();

        (told.Run, told.End!.Kind, told.End.DisplacedBy, told.End.Status).Should().Be((null, RunEndKind.RolledBack, second.RunId, null));
        (told.StartedAt, told.Attempts).Should().Be((told.StartedAt, 1));
        told.ToString().Should().Contain($"and was rolled back by run '{second.RunId}' at ").And.EndWith("which removed its input, its record, its checkpoints and its events.");
        Time.Advance(TimeSpan.FromDays(2));
        await _talk.Store.PruneRunsAsync(TimeSpan.FromDays(1), 100, CancellationToken.None);
        var asking = async () => await first.ExplainAsync();
        await asking.Should().ThrowAsync<RunNotFoundException>();
    }

    [StoreFact]
    public async Task DT_77_A_run_that_a_caller_rolled_back_was_displaced_by_no_run()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await BusyAsync(coordinator);
        await first.CancelAsync(new CancelOptions { Action = CancelAction.Rollback });
        var second = await SayAsync(coordinator, "two");
        var cancelled = await SayAsync(coordinator, "three");
        await cancelled.CancelAsync();
        await EndAsync(cancelled);

        (await first.ExplainAsync()).End.Should().BeEquivalentTo(new { Kind = RunEndKind.RolledBack, DisplacedBy = (string?)null });
        (await cancelled.ExplainAsync()).End!.Kind.Should().BeOneOf(RunEndKind.Cancelled, RunEndKind.Ended);
        await EndAsync(second);
    }

    [StoreFact]
    public async Task DT_77_A_merged_run_leads_to_the_run_that_has_its_input()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two", MergeTexts);
        await EndAsync(second);

        (await second.ExplainAsync()).Displaced.Should().ContainSingle().Which.Should().BeEquivalentTo(new { first.RunId, Outcome = DecidedOutcome.Merged });
        (await first.ExplainAsync()).End.Should().BeEquivalentTo(new { Kind = RunEndKind.RolledBack, DisplacedBy = second.RunId });
    }

    [StoreFact]
    public async Task DT_78_What_was_refused_or_never_there_has_no_explanation()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var refused = async () => await SayAsync(coordinator, "two", new RunOptions { RunId = "refused", MultitaskStrategy = MultitaskStrategy.Reject });
        await refused.Should().ThrowAsync<RunConflictException>();
        gate.Open();
        await EndAsync(first);

        var asking = async () => await coordinator.ExplainAsync(Thread, "refused");
        await asking.Should().ThrowAsync<RunNotFoundException>();
        var elsewhere = async () => await coordinator.ExplainAsync("no thread", "refused");
        await elsewhere.Should().ThrowAsync<ThreadNotFoundException>();
    }

    [StoreFact]
    public async Task DT_78_A_long_queue_is_told_by_its_length()
    {
        var coordinator = await _talk.StartAsync();
        var (_, gate) = await BusyAsync(coordinator);
        RunHandle last = null!;
        for (var i = 0; i < 20; i++)
        {
            last = await SayAsync(coordinator, $"{i}");
        }

        var told = await last.ExplainAsync();

        (told.Decision!.InFlightCount, told.Decision.InFlight.Count).Should().Be((20, 16));
        gate.Open();
        await EndAsync(last);
    }

    [StoreFact]
    public async Task DT_78_An_explanation_reads_facts_of_its_time_and_no_events()
    {
        var store = new ExplanationReads(_talk.Store);
        var coordinator = await _talk.StartAsync(store: store);
        List<string> before = [];
        for (var i = 0; i < 30; i++)
        {
            var run = await SayAsync(coordinator, $"before {i}");
            await EndAsync(run);
            before.Add(run.RunId);
        }

        var (first, _) = await BusyAsync(coordinator);
        var second = await SayAsync(coordinator, "two", Rollback);
        await EndAsync(second);
        for (var i = 0; i < 30; i++)
        {
            await EndAsync(await SayAsync(coordinator, $"after {i}"));
        }

        store.Clear();
        var told = await first.ExplainAsync();
        var (reads, found) = (store.Reads, store.Found);
        var all = await coordinator.ExplainRunsAsync(Thread, [first.RunId, second.RunId, "unknown"]);

        told.End!.DisplacedBy.Should().Be(second.RunId);
        store.EventPages.Should().Be(0, "no event says anything about a decision");
        reads.Should().Be(2, "one read finds the facts of the run, one what was decided meanwhile");
        found.Should().NotIntersectWith(before).And.HaveCountLessThanOrEqualTo(100, "what came before is not read, and of what came after one page at most");
        store.Reads.Should().Be(reads * 2, "several runs take as many reads as one");
        all.Select(static one => one.ToString()).Should().Equal(told.ToString(), (await second.ExplainAsync()).ToString());
    }

    [StoreFact]
    public async Task DT_79_Each_task_of_a_checkpoint_says_why_it_runs()
    {
        var graph = _talk.Compile(StateGraph.Create<TalkState>("causes")
            .AddNode("begin", _ => new TalkState.Update())
            .AddNode("left", _ => new TalkState.Update())
            .AddNode("right", _ => new Command<TalkState> { Goto = "named" }, new NodeOptions { Destinations = ["named"] })
            .AddNode("named", _ => new TalkState.Update())
            .AddNode("chosen", _ => new TalkState.Update())
            .AddNode<string>("sent", _ => new TalkState.Update())
            .AddNode("joined", _ => new TalkState.Update())
            .AddNode("late", _ => new TalkState.Update(), new NodeOptions { Defer = true })
            .AddEdge(GraphRuntime.Graph.Start, "begin")
            .AddEdge("begin", "left")
            .AddEdge("begin", "right")
            .AddEdge("begin", "late")
            .AddConditionalEdges("left", Ways, "chosen", "sent")
            .AddEdge(["left", "right"], "joined"));
        await graph.InvokeAsync(Talk.Say("one"), Thread);
        var head = await graph.GetStateAsync(Thread);
        await graph.UpdateStateAsync(Thread, new TalkState.Update(), asNode: "begin");

        var history = await graph.GetHistoryAsync(Thread).ToListAsync();

        string[] Causes(int step) => [.. history.Single(snapshot => snapshot.Step == step && snapshot.Source != Checkpointing.CheckpointSource.Update).Tasks.Select(Cause)];
        Causes(-1).Should().Equal("__start__: Input()");
        Causes(0).Should().Equal("begin: Entry(__start__)");
        Causes(1).Should().Equal("left: Edge(begin)", "right: Edge(begin)");
        Causes(2).Should().Equal("chosen: Branch(left)", "joined: Join(left+right)", "named: Command(right)", "sent#0: Send(left)", "sent#1: Send(left)");
        Causes(3).Should().Equal("late: Deferred()");
        head.Tasks.Should().BeEmpty();
        history[0].Tasks.Select(Cause).Should().OnlyContain(static cause => cause.EndsWith(": Edit()", StringComparison.Ordinal)).And.HaveCount(2);

        static Routes Ways(TalkState state) => [(Route)"chosen", (Route)Send.To("sent", "x"), (Route)Send.To("sent", "y")];

        static string Cause(TaskSnapshot task) => $"{task.Id}: {string.Join(", ", task.Causes.Select(static cause => $"{cause.Kind}({string.Join('+', cause.From)})"))}";
    }
}
