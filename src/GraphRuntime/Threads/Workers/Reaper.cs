namespace GraphRuntime.Threads;

/// <summary>Looks for runs whose owner is gone or does not stop. Any number of processes may do so at once.</summary>
internal sealed class Reaper(CoordinatorServices services, StoreContact contact)
{
    private const int Batch = 100;

    private readonly Pulse _wake = new(services.Time, services.Dispatcher);
    private readonly WorkLoop _loop = new("reap", contact, services.Options.ReapInterval);

    public void Stop()
    {
        _loop.Stop();
        _wake.Set();
    }

    public Task RunAsync() => _loop.RunAsync(ReapAsync, _wake.WaitAsync);

    private async ValueTask<TimeSpan?> ReapAsync()
    {
        var request = new ReapRequest(Batch, services.Options.RetryBackoff, services.Options.MaxRetryBackoff);
        var result = await contact.CallOnceAsync(() => services.Store.ReapAsync(request, CancellationToken.None), services.Options.LeaseDuration).ConfigureAwait(false);
        foreach (var run in result.Runs)
        {
            CoordinatorLog.Reaped(services.Logger, run.ThreadId, run.RunId, run.Status, run.Reason, run.Attempt);
            CoordinatorInstruments.Reaped(run);
        }

        return result.Runs.Count == Batch ? TimeSpan.Zero : services.Options.ReapInterval;
    }
}
