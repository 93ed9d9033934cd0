using GraphRuntime.Checkpointing;
using GraphRuntime.Testing;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Checkpoints that a preempted run goes on from, and a prune.</content>
public abstract partial class TalkTests
{
    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DT_98_A_prune_keeps_what_runs_go_on_from_that_were_stopped_for_more_urgent_ones(bool isNested)
    {
        _talk.Add("outer", _talk.Compile(_talk.Nest("outer")));
        var graph = isNested ? "outer" : "talk";
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, graph: graph);
        var (second, answering) = await UrgentAsync(coordinator, "two", graph);
        var removed = await PruneAsync();
        var (third, last) = await UrgentAsync(coordinator, "three", graph);
        (removed + await PruneAsync()).Should().BePositive();
        gate.Open();
        answering.Open();
        last.Open();

        (await EndAsync(third)).Should().Be(RunStatus.Success);
        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal(isNested
            ? ["one", "two", "three", "think(three)", "answer(three)", "think(two)", "answer(two)", "think(one)", "answer(one)"]
            : ["one", "think(one)", "two", "think(two)", "three", "think(three)", "answer(three)", "answer(two)", "answer(one)"]);
        (await _talk.Graph.GetStateAsync(Thread)).State.Text.Should().Be("one", "what it had written is found without the checkpoints since its input");
        _talk.Log.Count(static call => call.StartsWith("think", StringComparison.Ordinal)).Should().Be(3, "each was committed");
    }

    [StoreFact]
    public async Task DT_98_A_prune_keeps_what_a_run_that_goes_on_may_have_to_begin_again_from()
    {
        var coordinator = await _talk.StartAsync();
        _talk.Add("three", _talk.Compile(Parallel("three")));
        Gate[] gates = [new(), new(), new()];
        var starts = 0;
        _talk.On("work", "one", context => gates[starts++].PassAsync(context.CancellationToken));
        var first = await SayAsync(coordinator, "one", graph: "three");
        await gates[0].Reached.Soon();
        (await EndAsync(await SayAsync(coordinator, "two", Preempt, graph: "three"))).Should().Be(RunStatus.Success);
        await gates[1].Reached.Soon();

        await PruneAsync();
        await TakeAwayAsync(first);
        await _talk.PassUntilAsync(gates[2].Reached);
        gates[2].Open();

        (await _talk.PassUntilAsync(first.JoinAsync())).Status.Should().Be(RunStatus.Success);
        _talk.Log.Count(static call => call == "done(one)").Should().Be(1, "its result is stored where the superstep began");
    }

    [StoreFact]
    public async Task DT_98_A_run_that_went_back_to_the_head_because_the_urgent_one_was_rolled_back_is_not_marked()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        var (urgent, _) = await UrgentAsync(coordinator, "two");
        await urgent.CancelAsync(new CancelOptions { Action = CancelAction.Rollback, Wait = true });
        gate.Open();

        (await EndAsync(first)).Should().Be(RunStatus.Success);
        await PruneAsync();
        (await _talk.Checkpointer.ListAsync(new CheckpointQuery { Address = new CheckpointAddress(Thread, "") }, default).ToListAsync()).Should().ContainSingle();
    }

    private async Task<long> PruneAsync() => await _talk.Checkpointer.PruneAsync(new PruneOptions { ThreadId = Thread, KeepLatest = 1 }, default);
}
