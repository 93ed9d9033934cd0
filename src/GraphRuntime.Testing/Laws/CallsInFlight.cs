namespace GraphRuntime.Testing.Laws;

/// <summary>The calls to a store that have not ended. What a process had begun to write when it ended is stored, or not, before another process begins.</summary>
internal sealed class CallsInFlight : ICallPath
{
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _calls = [];

    public async ValueTask<T> CallAsync<T>(StoreCall call, Func<ValueTask<T>> action, CancellationToken cancellationToken)
    {
        var running = action().AsTask();
        lock (_gate)
        {
            _calls.Add(running);
        }

        try
        {
            return await running.ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _calls.Remove(running);
            }
        }
    }

    /// <summary>Waits for the end of all of them, whether they fail or not.</summary>
    public async Task EndAsync()
    {
        Task[] running;
        lock (_gate)
        {
            running = [.. _calls];
        }

        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
