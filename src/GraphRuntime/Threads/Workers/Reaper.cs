namespace GraphRuntime.Threads;

/// <summary>Looks for runs whose owner is gone or does not stop. Any number of processes may do so at once.</summary>
internal sealed class Reaper(CoordinatorServices services, StoreContact contact)
{
    private const int Batch = 100;

    private readonly Pulse _wake = new(services.Time, services.Dispatcher);
    private volatile bool _stopping;

    public void Stop()
    {
        _stopping = true;
        _wake.Set();
    }

    public async Task RunAsync()
    {
        while (!_stopping)
        {
            var more = await ReapAsync().ConfigureAwait(false);
            if (!more)
            {
                await _wake.WaitAsync(services.Options.ReapInterval).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<bool> ReapAsync()
    {
        try
        {
            var request = new ReapRequest(Batch, services.Options.RetryBackoff, services.Options.MaxRetryBackoff);
            var result = await services.Store.ReapAsync(request, CancellationToken.None).ConfigureAwait(false);
            contact.Answered();
            foreach (var run in result.Runs)
            {
                CoordinatorLog.Reaped(services.Logger, run.ThreadId, run.RunId, run.Status, run.Reason, run.Attempt);
                CoordinatorInstruments.Reaped(run);
            }

            return result.Runs.Count == Batch;
        }
        catch (StorageException exception)
        {
            contact.Failed(exception);
        }
        catch (Exception exception)
        {
            CoordinatorLog.LoopFailed(services.Logger, exception, "reap");
        }

        return false;
    }
}
