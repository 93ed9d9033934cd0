namespace GraphRuntime.Threads;

/// <summary>A heartbeat that the dispatcher and the <see cref="TimeProvider"/> drive.</summary>
internal sealed class PooledHeartbeat(TimeProvider time, IWorkDispatcher dispatcher) : IHeartbeat
{
    private readonly Pulse _wake = new(time, dispatcher);

    public Task StartAsync(Func<Task> loop) => loop();

    public void Wake() => _wake.Set();

    public ValueTask WaitAsync(TimeSpan? limit) => _wake.WaitAsync(limit);

    public async ValueTask<IReadOnlyList<LeaseState>?> RenewAsync(IRunStore store, IReadOnlyList<RunLease> leases, TimeSpan duration, TimeSpan patience)
    {
        var call = store.RenewAsync(leases, duration, CancellationToken.None).AsTask();
        return await time.EndsWithinAsync(call, patience).ConfigureAwait(false) ? await call.ConfigureAwait(false) : null;
    }
}
