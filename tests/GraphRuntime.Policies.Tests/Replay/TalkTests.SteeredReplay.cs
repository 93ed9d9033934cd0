using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>Histories with steered inputs are replayed with the same inputs at the same places.</content>
public abstract partial class TalkTests
{
    [StoreFact]
    public async Task DT_70_Inputs_that_were_steered_between_two_supersteps_are_replayed_where_they_were()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think");
        await SayAsync(coordinator, "two", Steer);
        await SayAsync(coordinator, "three", Steer);
        gate.Open();
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("one", "think(one)", "two", "three", "answer(three)");

        await IsReplayedAsync();
    }

    [StoreFact]
    public async Task DT_70_A_run_that_began_again_with_a_steered_input_is_replayed_as_it_went()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator);
        await SayAsync(coordinator, "two", Steer);
        await SayAsync(coordinator, "three", Steer);
        gate.Open();
        (await EndAsync(first)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().StartWith(["one", "think(one)", "answer(one)", "two"]).And.Contain("three").And.EndWith("answer(three)");

        await IsReplayedAsync();
    }

    [StoreFact]
    public async Task DT_70_An_input_that_a_displaced_run_had_not_stored_is_replayed_before_the_next_run()
    {
        var coordinator = await _talk.StartAsync();
        var (first, _) = await BusyAsync(coordinator, node: "think");
        await SayAsync(coordinator, "two", Steer);
        var third = await SayAsync(coordinator, "three", Interrupt);
        (await EndAsync(third)).Should().Be(RunStatus.Success);
        await EndAsync(first);
        (await MessagesAsync()).Should().StartWith(["one", "two", "three"]);

        await IsReplayedAsync();
    }

    [StoreFact]
    public async Task DT_70_A_part_of_a_steered_history_is_replayed_from_a_steered_input()
    {
        var coordinator = await _talk.StartAsync();
        var (first, gate) = await BusyAsync(coordinator, node: "think");
        await SayAsync(coordinator, "two", Steer);
        gate.Open();
        await EndAsync(first);
        var steered = (await _talk.Graph.GetHistoryAsync(Thread).ToListAsync()).Single(static snapshot => snapshot.Source == CheckpointSource.Update);
        var options = new ReplayOptions { From = steered.CheckpointId };

        var recorded = await _talk.Graph.ReplayAsync(Thread, ReplayMode.Recorded, options).ToListAsync();
        var verified = await _talk.Graph.ReplayAsync(Thread, ReplayMode.Verify, options).ToListAsync();

        recorded.Select(static step => step.IsReplayed).Should().Equal(false, true);
        verified.Should().OnlyContain(static step => step.Divergence == null);
    }

    /// <summary>Recorded, every state is the stored one, byte for byte, and nothing runs. Verified, every node runs once more and nothing differs.</summary>
    private async Task IsReplayedAsync()
    {
        var history = await _talk.Graph.GetHistoryAsync(Thread).Reverse().ToListAsync();
        var before = await StoredAsync(_talk.Graph);
        var ran = _talk.Log.Count;

        var recorded = await _talk.Graph.ReplayAsync(Thread).ToListAsync();
        _talk.Log.Count.Should().Be(ran, "nothing runs");
        var verified = await _talk.Graph.ReplayAsync(Thread, ReplayMode.Verify).ToListAsync();

        recorded.Select(static step => Json(step.Snapshot)).Should().Equal(history.Select(Json));
        recorded.Should().OnlyContain(static step => step.Divergence == null && step.IsReplayed == (step.Snapshot.Source == CheckpointSource.Loop));
        verified.Select(static step => Json(step.Snapshot)).Should().Equal(history.Select(Json));
        verified.Should().OnlyContain(static step => step.Divergence == null);
        (await StoredAsync(_talk.Graph)).Should().Equal(before);
    }
}
