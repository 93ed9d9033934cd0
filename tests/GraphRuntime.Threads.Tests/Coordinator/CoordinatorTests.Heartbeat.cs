namespace GraphRuntime.Threads.Tests;

public abstract partial class CoordinatorTests
{
    [StoreFact]
    public async Task G_14_A_lease_is_kept_while_user_code_holds_every_thread_of_the_pool()
    {
        var store = new CountingStore(_world.Store, Time);
        var coordinator = _world.Create(options => options.HeartbeatInterval = TimeSpan.FromMilliseconds(20), store, hasOwnHeartbeat: true);
        await coordinator.StartAsync();
        var (run, gate) = await BusyAsync(coordinator);

        // A call that is on its way would be given up: its answer finds no thread, while time passes.
        await _world.PassUntilAsync(() => !_world.Store.IsBusy);
        var probed = false;

        await StarvedPool.RunAsync(() =>
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => probed = true, null);

            // The heartbeat counts from when it woke up: it beats once before time makes leaps.
            while (!store.Renewed.Wait(TimeSpan.FromMilliseconds(20)))
            {
                Time.Advance(TimeSpan.FromMilliseconds(20));
            }

            for (var i = 0; i < 3; i++)
            {
                // Two thirds of the lease each time: without renewals it is over.
                Time.Advance(TimeSpan.FromSeconds(20));
                var leap = Time.GetUtcNow();
                WaitForRenewals(store, leap, count: 1);

                // That one may have begun before the leap, and then counts from there; the next one does not.
                Time.Advance(TimeSpan.FromMilliseconds(20));
                WaitForRenewals(store, leap, count: 2);
            }

            probed.Should().BeFalse("no thread of the pool was free meanwhile");
        }).Soon();

        gate.Open();
        (await _world.PassUntilAsync(run.JoinAsync())).Should().Match<RunInfo>(info => info.Status == RunStatus.Success && info.Attempt == 1);
    }

    /// <summary>Waits on this thread, because the pool has none, for renewals that reach the store from a moment on.</summary>
    private static void WaitForRenewals(CountingStore store, DateTimeOffset from, int count)
    {
        while (store.RenewalTimes.Count(reached => reached >= from) < count)
        {
            store.Renewed.Wait(TimeSpan.FromMinutes(2)).Should().BeTrue("the lease is renewed");
        }
    }

    [StoreFact]
    public async Task A_heartbeat_of_its_own_hears_of_cancellations_stops_a_run_whose_lease_is_lost_and_ends_with_the_coordinator()
    {
        var store = new CountingStore(_world.Store);
        var coordinator = _world.Create(options => options.HeartbeatInterval = TimeSpan.FromMilliseconds(20), store, hasOwnHeartbeat: true);
        await coordinator.StartAsync();
        var (first, _) = await BusyAsync(coordinator, thread: "cancelled");
        await first.CancelAsync(new CancelOptions { Wait = true }).Soon();
        (await first.GetAsync()).Reason.Should().Be(RunStatusReason.Cancelled);

        var (second, gate) = await BusyAsync(coordinator, "two");
        await second.DeleteAsync();
        await gate.Cancelled.Soon();
        await _world.PassUntilAsync(coordinator.StopAsync());
    }
}
