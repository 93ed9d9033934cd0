namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task Threads_are_created_found_changed_copied_and_deleted()
    {
        var coordinator = await _world.StartAsync();
        var ann = await coordinator.CreateThreadAsync(new ThreadOptions { Metadata = Metadata(("user", "ann"), ("tier", 2)) });
        var bob = await coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = "bob", Metadata = Metadata(("user", "bob"), ("tier", 2)) });

        await coordinator.Awaiting(c => c.CreateThreadAsync(new ThreadOptions { ThreadId = "bob" }).AsTask()).Should().ThrowAsync<ThreadExistsException>();
        (await coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = "bob", IfExists = IfThreadExists.DoNothing })).Metadata["user"].Should().Be("bob");
        (await coordinator.SearchThreadsAsync(new ThreadSearchOptions { Metadata = Metadata(("user", "ann")) })).Should().ContainSingle(thread => thread.ThreadId == ann.ThreadId);
        (await coordinator.SearchThreadsAsync(new ThreadSearchOptions { Metadata = Metadata(("tier", 2)), Limit = 1 })).Should().ContainSingle();

        var changed = await coordinator.UpdateThreadAsync("bob", Metadata(("user", null), ("city", "Rome")));
        changed.Metadata.Should().BeEquivalentTo(Metadata(("tier", 2L), ("city", "Rome")));

        await (await SayAsync(coordinator, "one", thread: "bob")).JoinAsync().Soon();
        var copy = await coordinator.CopyThreadAsync("bob", "carl");
        copy.Metadata["city"].Should().Be("Rome");
        (await MessagesAsync("carl")).Should().Equal("one", "think(one)", "answer(one)");
        await (await SayAsync(coordinator, "two", thread: "carl")).JoinAsync().Soon();
        (await MessagesAsync("bob")).Should().HaveCount(3);

        await coordinator.DeleteThreadAsync(bob.ThreadId);
        await coordinator.Awaiting(c => c.GetThreadAsync("bob").AsTask()).Should().ThrowAsync<ThreadNotFoundException>();
        await coordinator.Awaiting(c => c.ListRunsAsync("bob").AsTask()).Should().ThrowAsync<ThreadNotFoundException>();
        await coordinator.Awaiting(c => c.GetQueueAsync("bob").AsTask()).Should().ThrowAsync<ThreadNotFoundException>();
        await coordinator.Awaiting(c => c.DeleteThreadAsync("bob").AsTask()).Should().ThrowAsync<ThreadNotFoundException>();
        await coordinator.Awaiting(c => c.CancelRunsAsync("bob").AsTask()).Should().ThrowAsync<ThreadNotFoundException>();
        (await MessagesAsync("bob")).Should().BeEmpty();
    }

    [StoreFact]
    public async Task State_and_history_are_read_and_edited_through_the_coordinator()
    {
        var coordinator = await _world.StartAsync();
        await coordinator.Awaiting(c => c.GetStateAsync(Thread).AsTask()).Should().ThrowAsync<ThreadNotFoundException>();
        await coordinator.CreateThreadAsync(new ThreadOptions { ThreadId = "new" });
        await coordinator.Awaiting(c => c.GetStateAsync("new").AsTask()).Should().ThrowAsync<GraphNotFoundException>();
        var (run, gate) = await BusyAsync(coordinator);
        await coordinator.Awaiting(c => c.UpdateStateAsync(Thread, null).AsTask()).Should().ThrowAsync<RunConflictException>();
        gate.Open();
        await run.JoinAsync().Soon();

        await coordinator.UpdateStateAsync(Thread, new ChatState.Update { Messages = ["edited"] }, "answer");

        var state = (StateSnapshot<ChatState>)await coordinator.GetStateAsync(Thread);
        state.State.Messages.Should().Equal("one", "think(one)", "answer(one)", "edited");
        (await coordinator.GetHistoryAsync(Thread).ToListAsync()).Should().HaveCount(5);
        (await EndAsync(await SayAsync(coordinator, "two"))).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task Deleting_a_busy_thread_stops_its_run_and_it_writes_nothing_more()
    {
        var coordinator = await _world.StartAsync();
        var (run, gate) = await BusyAsync(coordinator);

        await coordinator.DeleteThreadAsync(Thread);

        await gate.Cancelled.Soon();
        await coordinator.Awaiting(c => c.GetRunAsync(Thread, run.RunId).AsTask()).Should().ThrowAsync<RunNotFoundException>();
        (await EndAsync(await SayAsync(coordinator, "two"))).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task An_unused_thread_is_deleted_and_one_that_works_or_has_changed_is_not()
    {
        var coordinator = await _world.StartAsync();
        await EndAsync(await SayAsync(coordinator, "hello", thread: "idle"));
        var (run, gate) = await BusyAsync(coordinator);

        (await coordinator.TryDeleteUnusedThreadAsync("idle", TimeSpan.FromHours(1))).Should().BeFalse("it changed a moment ago");
        (await coordinator.TryDeleteUnusedThreadAsync(Thread, TimeSpan.Zero)).Should().BeFalse("a run of it is in flight");
        (await coordinator.TryDeleteUnusedThreadAsync("idle", TimeSpan.Zero)).Should().BeTrue();
        (await coordinator.TryDeleteUnusedThreadAsync("idle", TimeSpan.Zero)).Should().BeFalse("it is gone");
        await coordinator.Awaiting(c => c.TryDeleteUnusedThreadAsync(Thread, TimeSpan.FromTicks(-1)).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>();

        gate.Open();
        (await EndAsync(run)).Should().Be(RunStatus.Success);
    }

    [StoreFact]
    public async Task A_thread_that_is_made_anew_is_not_touched_by_a_node_of_the_deleted_one()
    {
        var owner = await _world.StartAsync();
        var gate = new Gate();
        Chat.On("think", "one", gate.PassStubbornlyAsync);
        var first = await SayAsync(owner, "one");
        await gate.Entered.Soon();
        var refused = new TaskCompletionSource();
        _world.Checkpointer.Refused = () => refused.TrySetResult();

        await owner.DeleteThreadAsync(Thread);
        await _world.PassUntilAsync(gate.Cancelled);
        var second = await SayAsync(await _world.StartAsync(), "two");
        (await _world.PassUntilAsync(second.JoinAsync())).Status.Should().Be(RunStatus.Success);
        gate.Open();
        await _world.PassUntilAsync(refused.Task);

        (await MessagesAsync()).Should().Equal("two", "think(two)", "answer(two)");
        (await owner.ListRunsAsync(Thread)).Should().ContainSingle().Which.RunId.Should().Be(second.RunId).And.NotBe(first.RunId);
        (await owner.GetThreadAsync(Thread)).Status.Should().Be(ThreadStatus.Idle);
    }

    [StoreFact]
    public async Task Runs_are_listed_by_status_and_metadata_either_way_in_pages()
    {
        var coordinator = await _world.StartAsync();
        var runs = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var run = await SayAsync(coordinator, $"{i}", Enqueue with { Metadata = Metadata(("odd", i % 2 == 1)) });
            await run.JoinAsync().Soon();
            runs.Add(run.RunId);
        }

        (await IdsAsync(new RunListOptions())).Should().Equal(Enumerable.Reverse(runs));
        (await IdsAsync(new RunListOptions { NewestFirst = false, Offset = 1, Limit = 2 })).Should().Equal(runs[1], runs[2]);
        (await IdsAsync(new RunListOptions { Metadata = Metadata(("odd", true)) })).Should().Equal(runs[3], runs[1]);
        (await IdsAsync(new RunListOptions { Status = RunStatus.Error })).Should().BeEmpty();
        await coordinator.Awaiting(c => c.ListRunsAsync(Thread, new RunListOptions { Limit = 0 }).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>();

        async Task<IEnumerable<string>> IdsAsync(RunListOptions options) => (await coordinator.ListRunsAsync(Thread, options)).Select(run => run.RunId);
    }

    private static Dictionary<string, object?> Metadata(params (string Name, object? Value)[] entries) => entries.ToDictionary(entry => entry.Name, entry => entry.Value);
}
