namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task G_11_After_a_rollback_no_process_starts_the_next_run_before_the_node_of_the_old_one_has_ended()
    {
        var owner = await _world.StartAsync();
        var gate = new Gate();
        Chat.On("think", "one", gate.PassStubbornlyAsync);
        await SayAsync(owner, "one");
        await gate.Entered.Soon();
        var other = await _world.StartAsync();

        var second = await SayAsync(other, "two", Rollback);

        await gate.Cancelled.Soon();
        (await _world.Store.ClaimAsync(new RunClaim("a third one", TimeSpan.FromSeconds(30), 10), default)).Runs.Should().BeEmpty("the old node is still at work");
        (await second.GetAsync()).Status.Should().Be(RunStatus.Pending, "the two processes wait, too");
        Chat.Log.Should().Equal("think(one)");
        gate.Open();
        (await EndAsync(second)).Should().Be(RunStatus.Success);
        (await MessagesAsync()).Should().Equal("two", "think(two)", "answer(two)");
    }

    [StoreFact]
    public async Task After_a_rollback_a_process_that_died_is_waited_for_no_longer_than_the_grace()
    {
        var store = new CountingStore(_world.Store);
        var dying = await _world.StartAsync(store: store);
        var (first, _) = await BusyAsync(dying);
        store.Down = true;
        var living = await _world.StartAsync();
        var rolledBackAt = Time.GetUtcNow();

        var second = await SayAsync(living, "two", Rollback);

        (await _world.PassUntilAsync(second.JoinAsync())).Status.Should().Be(RunStatus.Success);
        (await second.GetAsync()).StartedAt.Should().BeOnOrAfter(rolledBackAt + TimeSpan.FromSeconds(10), "that is the grace");
        (await MessagesAsync()).Should().Equal("two", "think(two)", "answer(two)");
        first.RunId.Should().NotBe(second.RunId);
    }

    [StoreFact]
    public async Task After_a_running_run_was_deleted_the_next_one_waits_for_its_node()
    {
        var coordinator = await _world.StartAsync();
        var gate = new Gate();
        Chat.On("think", "one", gate.PassStubbornlyAsync);
        var first = await SayAsync(coordinator, "one");
        await gate.Entered.Soon();
        var second = await SayAsync(coordinator, "two");

        await first.DeleteAsync();
        await gate.Cancelled.Soon();

        (await second.GetAsync()).Status.Should().Be(RunStatus.Pending);
        Chat.Log.Should().Equal("think(one)");
        gate.Open();
        (await EndAsync(second)).Should().Be(RunStatus.Success);
    }
}
