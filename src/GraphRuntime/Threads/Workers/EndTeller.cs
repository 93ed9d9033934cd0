using System.Collections.Concurrent;

namespace GraphRuntime.Threads;

/// <summary>
/// Tells the callbacks that runs have ended, apart from the workers. What is to be told stands in the store, so that it survives the process: a run is told of until
/// all callbacks have taken it without an error, or too often.
/// </summary>
internal sealed class EndTeller(CoordinatorServices services, StoreContact contact) : IDisposable
{
    private const int MostAtOnce = 32;

    private readonly Pulse _wake = new(services.Time, services.Dispatcher);
    private readonly ConcurrentDictionary<string, Task> _calls = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _impatience = new();
    private volatile bool _stopping;

    /// <summary>A run may have ended.</summary>
    public void Wake()
    {
        if (services.Callbacks.Count > 0)
        {
            _wake.Set();
        }
    }

    public void Stop()
    {
        _stopping = true;
        _wake.Set();
    }

    public async Task RunAsync()
    {
        while (!_stopping && services.Callbacks.Count > 0)
        {
            var room = MostAtOnce - _calls.Count;
            if (room == 0 || !await TakeAsync(room).ConfigureAwait(false))
            {
                await _wake.WaitAsync(services.Options.PollInterval).ConfigureAwait(false);
            }
        }

        await services.Time.EndsWithinAsync(Task.WhenAll(_calls.Values), services.Options.DrainTimeout).ConfigureAwait(false);

        // What takes longer than the host waits is asked to stop; what it does not finish is told again by another process.
        Cancel(_impatience);
    }

    public void Dispose() => _impatience.Dispose();

    /// <summary>Cancels a token that callbacks of the user got. What is registered on it is foreign code, and may throw.</summary>
    private void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The callbacks ended at the same moment.
        }
        catch (AggregateException exception)
        {
            CoordinatorLog.LoopFailed(services.Logger, exception, "callback");
        }
    }

    private async ValueTask<bool> TakeAsync(int room)
    {
        try
        {
            var ended = await services.Store.TakeEndedAsync(services.Options.CallbackPatience, room, CancellationToken.None).ConfigureAwait(false);
            contact.Answered();
            foreach (var run in ended)
            {
                var called = new TaskCompletionSource();
                if (_calls.TryAdd(run.Run.RunId, called.Task))
                {
                    services.Dispatcher.Post(() => _ = CallAsync(run, called));
                }
            }

            return ended.Count == room;
        }
        catch (StorageException exception)
        {
            contact.Failed(exception);
        }
        catch (Exception exception)
        {
            CoordinatorLog.LoopFailed(services.Logger, exception, "callback");
        }

        return false;
    }

    private async Task CallAsync(EndedRun ended, TaskCompletionSource called)
    {
        var run = ended.Run;
        try
        {
            var told = await TellAsync(ended).ConfigureAwait(false);
            if (!told && ended.Try >= services.Options.MaxCallbackTries)
            {
                CoordinatorLog.CallbackGivenUp(services.Logger, run.ThreadId, run.RunId, ended.Try);
                told = true;
            }

            if (told)
            {
                await services.Store.ConfirmEndAsync(run.ThreadId, run.RunId, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (StorageException exception)
        {
            contact.Failed(exception);
        }
        catch (Exception exception)
        {
            CoordinatorLog.LoopFailed(services.Logger, exception, "callback");
        }

        _calls.TryRemove(run.RunId, out _);
        called.SetResult();
        _wake.Set();
    }

    /// <summary>Calls every callback, whatever the others do.</summary>
    private async ValueTask<bool> TellAsync(EndedRun ended)
    {
        var told = true;
        var info = RunInfo.From(ended.Run, services.Graphs(ended.Run.GraphName)?.JsonOptions);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_impatience.Token);
        using var timer = services.Time.CreateTimer(
            state => Cancel((CancellationTokenSource)state!), patience, services.Options.CallbackPatience, Timeout.InfiniteTimeSpan);
        foreach (var callback in services.Callbacks)
        {
            try
            {
                await callback.OnCompletedAsync(info, patience.Token).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                told = false;
                CoordinatorLog.CallbackFailed(services.Logger, exception, info.ThreadId, info.RunId, ended.Try);
            }
        }

        return told;
    }
}
