using GraphRuntime.Diagnostics;
using System.Collections.Concurrent;


namespace GraphRuntime.Threads;

/// <summary>
/// Tells the callbacks that runs have ended, apart from the workers. What is to be told is in the store, so that it survives the process: the callbacks of a run are
/// called until all of them have returned without an error, or too often.
/// </summary>
internal sealed class EndTeller(CoordinatorServices services, StoreContact contact) : IDisposable
{
    private const string LoopName = "callback";
    private const int MostAtOnce = 32;

    private readonly Pulse _wake = new(services.Time, services.Dispatcher);
    private readonly WorkLoop _loop = new(LoopName, contact, services.Options.PollInterval);
    private readonly ConcurrentDictionary<string, Task> _calls = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _impatience = new();

    /// <summary>A run may have ended.</summary>
    public void Wake()
    {
        if (services.Callbacks.Any)
        {
            _wake.Set();
        }
    }

    public void Stop()
    {
        _loop.Stop();
        _wake.Set();
    }

    public async Task RunAsync()
    {
        if (services.Callbacks.Any)
        {
            await _loop.RunAsync(TakeAsync, _wake.WaitAsync).ConfigureAwait(false);
        }

        await Task.WhenAll(_calls.Values).ConfigureAwait(false);
    }

    /// <summary>Callbacks that take longer than the host waits are asked to stop; another process calls them again.</summary>
    public void GiveUp()
    {
        if (_impatience.CancelSafely() is { } exception)
        {
            CoordinatorLog.LoopFailed(services.Logger, exception, LoopName);
        }
    }

    public void Dispose() => _impatience.Dispose();

    private async ValueTask<TimeSpan?> TakeAsync()
    {
        var room = MostAtOnce - _calls.Count;
        if (room <= 0)
        {
            return services.Options.PollInterval;
        }

        var patience = services.Options.CallbackPatience;
        var ended = await contact.CallOnceAsync(() => services.Store.TakeEndedAsync(patience, room, CancellationToken.None), patience).ConfigureAwait(false);
        foreach (var run in ended)
        {
            var called = new TaskCompletionSource();
            if (_calls.TryAdd(run.Run.RunId, called.Task))
            {
                services.Dispatcher.Post(() => _ = CallAsync(run, called));
            }
        }

        return ended.Count == room ? TimeSpan.Zero : services.Options.PollInterval;
    }

    private async Task CallAsync(EndedRun ended, TaskCompletionSource called)
    {
        var run = ended.Run;
        try
        {
            var told = await new CallbackCall(services, ended, _impatience.Token).RunAsync().ConfigureAwait(false);
            if (!told && ended.Try >= services.Options.MaxCallbackTries)
            {
                CoordinatorLog.CallbackGivenUp(services.Logger, run.ThreadId, run.RunId, ended.Try);
                told = true;
            }

            if (told)
            {
                await contact.CallOnceAsync(
                    () => services.Store.ConfirmEndAsync(run.ThreadId, run.RunId, CancellationToken.None), services.Options.CallbackPatience).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            contact.Report(LoopName, exception);
        }

        _calls.TryRemove(run.RunId, out _);
        called.SetResult();
        _wake.Set();
    }
}
