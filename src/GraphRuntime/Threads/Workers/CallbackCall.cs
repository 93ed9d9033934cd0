using GraphRuntime.Diagnostics;

namespace GraphRuntime.Threads;

/// <summary>The call of all callbacks for one end of a run. One that fails or takes too long keeps none of the others from being called.</summary>
internal sealed class CallbackCall(CoordinatorServices services, EndedRun ended, CancellationToken impatience)
{
    private RunInfo _run = RunInfo.From(ended.Run, services.Graphs(ended.Run.GraphName)?.JsonOptions);
    private bool _told = true;

    /// <returns>Whether all of them have taken it.</returns>
    public async ValueTask<bool> RunAsync()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(impatience);
        var calls = CallAllAsync(source.Token);
        var inTime = await services.Time.EndsWithinAsync(calls, services.Options.CallbackPatience).ConfigureAwait(false);
        if (!inTime && source.CancelSafely() is { } exception)
        {
            Failed(exception);
        }

        // A callback that observes its token ends now. One that does not is left behind, so that it holds up no other run; the call counts as failed.
        if (inTime || await services.Time.EndsWithinAsync(calls, services.Options.CancellationGrace).ConfigureAwait(false))
        {
            return _told;
        }

        Failed(new TimeoutException($"The callbacks did not return within {services.Options.CallbackPatience}, nor when their token was cancelled. Let them observe it."));
        return false;
    }

    private async Task CallAllAsync(CancellationToken cancellationToken)
    {
        try
        {
            _run = await RunInfoReader.ReadAsync(services, ended.Run, cancellationToken).ConfigureAwait(false);
            await services.Callbacks.ForEachAsync(callback => CallAsync(callback, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Failed(exception);
        }
    }

    private async ValueTask CallAsync(IRunCompletionCallback callback, CancellationToken cancellationToken)
    {
        try
        {
            await callback.OnCompletedAsync(_run, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Failed(exception);
        }
    }

    private void Failed(Exception exception)
    {
        _told = false;
        CoordinatorLog.CallbackFailed(services.Logger, exception, _run.ThreadId, _run.RunId, ended.Try);
    }
}
