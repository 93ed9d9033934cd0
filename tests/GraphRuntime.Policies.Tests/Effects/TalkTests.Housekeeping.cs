using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Whatever housekeeping removes or copies, only a rollback undoes what a run did.</content>
public abstract partial class TalkTests
{
    private static readonly string[] s_housekeeping = ["nothing", "retention", "prune", "copy", "delete", "edit", "other graph", "everything"];

    /// <summary>What is done to the thread, and what the run had left: an effect outside or a write to the long-term store.</summary>
    public static TheoryData<string, string> Housekeeping
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var what in s_housekeeping)
            {
                cases.Add(what, "shop");
                cases.Add(what, "memory");
            }

            return cases;
        }
    }

    [StoreTheory]
    [MemberData(nameof(Housekeeping))]
    public async Task What_a_finished_run_did_stays_done_whatever_becomes_of_its_records(string what, string graph)
    {
        await RememberingAsync();
        var coordinator = await _talk.StartAsync();
        Leave(graph);
        var run = await SayAsync(coordinator, "one", graph: graph);
        (await _talk.PassUntilAsync(run.JoinAsync())).Status.Should().Be(RunStatus.Success);

        foreach (var thread in await KeepHouseAsync(coordinator, run, what, graph))
        {
            (await _talk.PassUntilAsync((await SayAsync(coordinator, "two", thread: thread, graph: graph)).JoinAsync())).Status.Should().Be(RunStatus.Success);
            (await _talk.PassUntilAsync((await SayAsync(coordinator, "three", thread: thread, graph: graph)).JoinAsync())).Status.Should().Be(RunStatus.Success);
        }

        await LeftAsync(graph, isUndone: false);
    }

    [StoreTheory]
    [MemberData(nameof(Housekeeping))]
    public async Task What_a_rolled_back_run_did_is_undone_whatever_becomes_of_the_thread_before_the_next_run(string what, string graph)
    {
        await RememberingAsync();
        var coordinator = await _talk.StartAsync();
        Leave(graph);
        var gate = new Gate();
        _talk.On("answer", "one", gate);
        var run = await SayAsync(coordinator, "one", graph: graph);
        await _talk.PassUntilAsync(gate.Reached);
        await LeftAsync(graph, isUndone: false);

        // As a coordinator that dies at once leaves it: the run is rolled back, and nobody has undone anything.
        await _talk.Store.DisplaceAsync(Thread, thread => [new RunDisplacement(thread.Runs[0].RunId, DisplacementKind.Rollback, TimeSpan.Zero)], default);
        var threads = await KeepHouseAsync(coordinator, run, what, graph);
        (await _talk.PassUntilAsync((await SayAsync(coordinator, "two", graph: graph)).JoinAsync())).Status.Should().Be(RunStatus.Success);

        await LeftAsync(graph, isUndone: true);
        foreach (var copy in threads.Where(static thread => thread != Thread))
        {
            (await _talk.PassUntilAsync((await SayAsync(coordinator, "three", thread: copy, graph: graph)).JoinAsync())).Status.Should().Be(RunStatus.Success);
        }

        _talk.Outside.Count("undo charge").Should().Be(graph == "shop" ? 1 : 0, "a copy has no claims of its original");
    }

    [StoreFact]
    public async Task A_run_that_was_rolled_back_is_undone_also_where_another_one_has_its_id()
    {
        var coordinator = await _talk.StartAsync();
        Leave("shop");
        var gate = new Gate();
        _talk.On("answer", "one", gate);
        await SayAsync(coordinator, "one", new RunOptions { RunId = "message-17" }, graph: "shop");
        await _talk.PassUntilAsync(gate.Reached);
        await _talk.Store.DisplaceAsync(Thread, static _ => [new RunDisplacement("message-17", DisplacementKind.Rollback, TimeSpan.Zero)], default);

        var again = await SayAsync(coordinator, "two", new RunOptions { RunId = "message-17" }, graph: "shop");

        (await _talk.PassUntilAsync(again.JoinAsync())).Status.Should().Be(RunStatus.Success);
        await LeftAsync("shop", isUndone: true);
    }

    /// <summary>Has the first node leave something behind.</summary>
    private void Leave(string graph) => _talk.On("think", "one", async context =>
    {
        if (graph == "memory")
        {
            Remember(context, "of one");
            return;
        }

        await ChargeAsync(context, "charge");
    });

    private async Task LeftAsync(string graph, bool isUndone)
    {
        if (graph == "memory")
        {
            (await ReadAsync(_talk.LongTerm, "a")).Should().Be(isUndone ? "before" : "of one");
            return;
        }

        _talk.Outside.Balance("charge").Should().Be(isUndone ? 0 : 1);
    }

    /// <summary>What operators and users do to a thread.</summary>
    /// <returns>The threads that runs are then created on.</returns>
    private async Task<string[]> KeepHouseAsync(ThreadRunCoordinator coordinator, RunHandle run, string what, string graph)
    {
        var all = what == "everything";
        var threads = new List<string> { Thread };
        if (all || what == "edit")
        {
            await coordinator.UpdateStateAsync(Thread, Talk.Say("edited"), "answer", graph);
        }

        if (all || what == "other graph")
        {
            await _talk.PassUntilAsync((await SayAsync(coordinator, "of another graph")).JoinAsync());
        }

        if (all || what == "copy")
        {
            await coordinator.CopyThreadAsync(Thread, "copy");
            await coordinator.UpdateStateAsync("copy", Talk.Say("edited"), "answer", graph);
            threads.Add("copy");
        }

        if ((all || what == "delete") && !await IsGoneAsync(run))
        {
            await run.DeleteAsync();
        }

        if (all || what == "retention")
        {
            await _talk.Store.PruneRunsAsync(TimeSpan.Zero, 100, default);
        }

        if (all || what == "prune")
        {
            foreach (var thread in threads)
            {
                await coordinator.UpdateStateAsync(thread, Talk.Say("edited"), "answer", graph);
                await _talk.Checkpointer.PruneAsync(new PruneOptions { KeepLatest = 1, ThreadId = thread }, default);
            }
        }

        return [.. threads];
    }
}
