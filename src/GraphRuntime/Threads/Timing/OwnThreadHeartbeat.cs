namespace GraphRuntime.Threads;

/// <summary>
/// A heartbeat on a thread of its own, in real time. Nodes that block every thread of the pool cannot hold it up: it waits and calls the store by blocking its own
/// thread, so that nothing in the loop ever goes on elsewhere.
/// </summary>
internal sealed class OwnThreadHeartbeat : IHeartbeat
{
    private readonly object _gate = new();
    private bool _awake;

    public Task StartAsync(Func<Task> loop)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Run(loop, ended)) { IsBackground = true, Name = "GraphRuntime leases" }.Start();
        return ended.Task;
    }

    public void Wake()
    {
        lock (_gate)
        {
            _awake = true;
            Monitor.Pulse(_gate);
        }
    }

    public ValueTask WaitAsync(TimeSpan? limit)
    {
        lock (_gate)
        {
            if (!_awake)
            {
                Monitor.Wait(_gate, limit ?? Timeout.InfiniteTimeSpan);
            }

            _awake = false;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<LeaseState>?> RenewAsync(IRunStore store, IReadOnlyList<RunLease> leases, TimeSpan duration, TimeSpan patience)
    {
        try
        {
            return new(store.Renew(leases, duration, patience));
        }
        catch (OperationCanceledException)
        {
            return new((IReadOnlyList<LeaseState>?)null);
        }
    }

    private static void Run(Func<Task> loop, TaskCompletionSource ended)
    {
        try
        {
            loop().GetAwaiter().GetResult();
            ended.SetResult();
        }
        catch (Exception exception)
        {
            ended.SetException(exception);
        }
    }
}
