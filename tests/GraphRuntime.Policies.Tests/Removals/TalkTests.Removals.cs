using System.Text;
using GraphRuntime.Threads;
using GraphRuntime.Threads.Tests;

namespace GraphRuntime.Policies.Tests;

/// <content>What is kept of runs that were rolled back or deleted.</content>
public abstract partial class TalkTests
{
    private static readonly RemovedRunOptions Kept = new() { CallerKey = "owner" };

    [StoreFact]
    public async Task DT_40_Without_the_option_a_rollback_leaves_no_record()
    {
        var coordinator = await _talk.StartAsync();
        await RolledBackAsync(coordinator);

        (await coordinator.ListRemovedRunsAsync(Thread)).Should().BeEmpty();
    }

    [StoreFact]
    public async Task DT_40_A_rollback_leaves_who_when_and_how_much_but_no_values()
    {
        var coordinator = await _talk.StartAsync(static options => options.RemovedRuns = Kept);
        var (first, second) = await RolledBackAsync(coordinator);

        var removed = (await coordinator.ListRemovedRunsAsync(Thread)).Should().ContainSingle().Which;

        removed.Should().BeEquivalentTo(new
        {
            ThreadId = Thread,
            first.RunId,
            GraphName = "talk",
            Sequence = 1,
            Kind = RunEndKind.RolledBack,
            Status = RunStatus.Running,
            RemovedBy = second.RunId,
            Caller = "Ada",
            Checkpoints = 3,
        });
        (removed.RemovedAt >= removed.StartedAt, removed.StartedAt >= removed.CreatedAt, removed.ExpiresAt - removed.RemovedAt).Should().Be((true, true, Kept.Retention));
        removed.Input.IsEmpty.Should().BeTrue();
        (await IsGoneAsync(first)).Should().BeTrue();
        (await coordinator.ListRunsAsync(Thread)).Should().ContainSingle().Which.RunId.Should().Be(second.RunId);
    }

    [StoreFact]
    public async Task DT_40_A_removed_run_is_explained_by_its_record_also_when_everything_else_is_pruned()
    {
        var coordinator = await _talk.StartAsync(static options => options.RemovedRuns = Kept);
        var (first, second) = await RolledBackAsync(coordinator);

        var told = await first.ExplainAsync();
        Time.Advance(TimeSpan.FromDays(2));
        await _talk.Store.PruneRunsAsync(TimeSpan.FromDays(1), 100, CancellationToken.None);
        var later = await first.ExplainAsync();

        told.Removed!.RemovedBy.Should().Be(second.RunId);
        told.ToString().Should().Contain("its events (3 checkpoints, 0 pending writes, ").And.EndWith("; its caller was 'Ada').");
        (later.End!.Kind, later.End.DisplacedBy, later.StartedAt).Should().Be((RunEndKind.RolledBack, second.RunId, told.Removed.StartedAt));
    }

    [StoreFact]
    public async Task DT_40_The_input_is_kept_where_the_option_asks_for_it()
    {
        var coordinator = await _talk.StartAsync(static options => options.RemovedRuns = Kept with { IncludeInputs = true, CallerKey = null });
        await RolledBackAsync(coordinator);

        var removed = (await coordinator.ListRemovedRunsAsync(Thread)).Single();

        Encoding.UTF8.GetString(removed.Input.Span).Should().Contain("one");
        removed.Caller.Should().BeNull();
    }

    [StoreFact]
    public async Task DT_40_Cancelling_by_rollback_and_deleting_leave_records_without_a_displacing_run()
    {
        var coordinator = await _talk.StartAsync(static options => options.RemovedRuns = Kept);
        var (first, gate) = await BusyAsync(coordinator);
        await first.CancelAsync(new CancelOptions { Action = CancelAction.Rollback });
        gate.Open();
        var second = await SayAsync(coordinator, "two", new RunOptions { Metadata = new Dictionary<string, object?> { ["owner"] = "Eve" } });
        await EndAsync(second);
        await second.DeleteAsync();

        var removed = await coordinator.ListRemovedRunsAsync(Thread);

        removed.Select(static one => (one.RunId, one.Kind, one.Status, one.RemovedBy, one.Caller)).Should().Equal(
            (second.RunId, RunEndKind.Deleted, RunStatus.Success, null, "Eve"), (first.RunId, RunEndKind.RolledBack, RunStatus.Running, null, null));
        removed[0].Checkpoints.Should().Be(0, "a deletion keeps what the run wrote to the state");
        (await second.ExplainAsync()).ToString().Should().Contain("its record was deleted at").And.Contain("its caller was 'Eve'");
        (await coordinator.ListRemovedRunsAsync(Thread, new RemovedRunListOptions { RunId = first.RunId })).Should().ContainSingle();
        (await coordinator.ListRemovedRunsAsync(Thread, new RemovedRunListOptions { Offset = 1, Limit = 1 })).Single().RunId.Should().Be(first.RunId);
    }

    [StoreFact]
    public async Task DT_40_The_inputs_that_a_rolled_back_run_has_taken_are_recorded_with_it()
    {
        var coordinator = await _talk.StartAsync(static options => options.RemovedRuns = Kept);
        var (first, thinking) = await BusyAsync(coordinator, node: "think");
        var gate = new Gate();
        _talk.On("answer", "two", gate);
        var steered = await first.SteerAsync(Talk.Say("two"));
        thinking.Open();
        await gate.Reached.Soon();
        var third = await SayAsync(coordinator, "three", Rollback);
        await EndAsync(third);

        var removed = await coordinator.ListRemovedRunsAsync(Thread);

        removed.Select(static one => (one.RunId, one.RemovedBy)).Should().BeEquivalentTo([(first.RunId, third.RunId), (steered.RunId, third.RunId)]);
        (await steered.ExplainAsync()).Removed!.Status.Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task DT_40_A_record_goes_at_the_end_of_its_retention()
    {
        var coordinator = await _talk.StartAsync(static options => options.RemovedRuns = Kept);
        await RolledBackAsync(coordinator);

        Time.Advance(Kept.Retention - TimeSpan.FromHours(1));
        (await coordinator.ListRemovedRunsAsync(Thread)).Should().ContainSingle();
        Time.Advance(TimeSpan.FromHours(1));
        (await coordinator.ListRemovedRunsAsync(Thread)).Should().BeEmpty();
    }

    [StoreFact]
    public async Task DT_40_Records_go_with_their_thread_and_a_copy_of_it_has_none()
    {
        var coordinator = await _talk.StartAsync(static options => options.RemovedRuns = Kept with { IncludeInputs = true });
        await RolledBackAsync(coordinator);

        var copy = await coordinator.CopyThreadAsync(Thread);
        (await coordinator.ListRemovedRunsAsync(copy.ThreadId)).Should().BeEmpty();
        await coordinator.DeleteThreadAsync(Thread);
        await coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = Thread });
        (await coordinator.ListRemovedRunsAsync(Thread)).Should().BeEmpty();
    }

    [StoreFact]
    public async Task DT_40_The_records_of_a_thread_that_is_not_there_are_an_error()
    {
        var listing = async () => await (await _talk.StartAsync()).ListRemovedRunsAsync("no thread");

        await listing.Should().ThrowAsync<ThreadNotFoundException>();
    }

    /// <summary>A run of Ada that stands in its second node when another one rolls it back.</summary>
    private async Task<(RunHandle First, RunHandle Second)> RolledBackAsync(ThreadRunCoordinator coordinator)
    {
        var gate = new Gate();
        _talk.On("answer", "one", gate);
        var first = await SayAsync(coordinator, "one", new RunOptions { Metadata = new Dictionary<string, object?> { ["owner"] = "Ada" } });
        await gate.Reached.Soon();
        var second = await SayAsync(coordinator, "two", Rollback);
        await EndAsync(second);
        return (first, second);
    }
}
