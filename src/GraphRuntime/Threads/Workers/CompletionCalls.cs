namespace GraphRuntime.Threads;

/// <summary>Tells the callbacks of a run that it ended, apart from the worker.</summary>
internal static class CompletionCalls
{
    public static void Post(CoordinatorServices services, StoredRun run, RunSettlement settlement)
    {
        if (services.Callbacks.Count > 0)
        {
            var info = RunInfo.From(run with
            {
                Status = settlement.Status,
                Reason = settlement.Reason,
                Output = settlement.Output,
                Error = settlement.Error,
                InterruptIds = settlement.InterruptIds,
                FinishedAt = services.Time.GetUtcNow(),
            });
            services.Dispatcher.Post(() => _ = CallAsync(services, info));
        }
    }

    private static async Task CallAsync(CoordinatorServices services, RunInfo run)
    {
        foreach (var callback in services.Callbacks)
        {
            try
            {
                await callback.OnCompletedAsync(run, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                CoordinatorLog.CallbackFailed(services.Logger, exception, run.ThreadId, run.RunId);
            }
        }
    }
}
