namespace GraphRuntime.Execution;

/// <summary>Runs a task whose node has a cache, a time-out, retries, a wrapper or an error handler.</summary>
internal static class GuardedTaskRunner
{
    public static async ValueTask RunAsync(NodeContext task)
    {
        try
        {
            if (NodeCache.TryTake(task, out var cached))
            {
                await TaskRunner.FinishAsync(task, cached, isAlone: false).ConfigureAwait(false);
                return;
            }

            await RunWrappedAsync(task).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await HandleAsync(task, e).ConfigureAwait(false);
        }
    }

    private static async ValueTask RunWrappedAsync(NodeContext task)
    {
        if (task.Node.Options.Execute is not { } execute)
        {
            await RunAttemptsAsync(task).ConfigureAwait(false);
            return;
        }

        var attempts = 0;
        await execute(
            async _ =>
            {
                task.BeginAttempt(++attempts);
                try
                {
                    await RunAttemptsAsync(task).ConfigureAwait(false);
                }
                catch (Exception) when (task.IsPaused)
                {
                    // The pause is recorded; a wrapper that retries or reports must not see it as a failure.
                }
            },
            task.CancellationToken).ConfigureAwait(false);
        if (task.IsPaused)
        {
            task.State = TaskState.Paused;
        }
    }

    private static async ValueTask RunAttemptsAsync(NodeContext task)
    {
        var retry = task.Node.Options.Retry;
        for (var attempt = 1; ; attempt++)
        {
            if (retry is not null)
            {
                task.BeginAttempt(attempt);
            }

            try
            {
                var output = await AttemptAsync(task).ConfigureAwait(false);
                await TaskRunner.FinishAsync(task, output, isAlone: false).ConfigureAwait(false);
                NodeCache.Keep(task, output);
                return;
            }
            catch (Exception e) when (IsWorthAnotherAttempt(task, retry, attempt, e))
            {
                await DelayAsync(task, retry!.DelayAfter(attempt)).ConfigureAwait(false);
            }
        }
    }

    private static bool IsWorthAnotherAttempt(NodeContext task, RetryPolicy? retry, int attempt, Exception error) =>
        retry is not null
        && attempt < retry.MaxAttempts
        && !task.IsPaused
        && error is not (NodeInterruptException or AnswerException)
        && !task.ParentToken.IsCancellationRequested
        && (retry.ShouldRetry?.Invoke(error) ?? error is not OperationCanceledException);

    private static async ValueTask<object?> AttemptAsync(NodeContext task)
    {
        if (task.Node.Options.Timeout is not { } timeout)
        {
            return await task.Node.Body.RunAsync(task).ConfigureAwait(false);
        }

        task.RenewToken();
        var token = task.ParentToken;
        try
        {
            // The wait ends at the time-out also where the node ignores its token; what it does afterwards has no effect.
            return await task.Node.Body.RunAsync(task).AsTask().WaitAsync(timeout, task.TimeProvider, token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            task.CancelToken();
            throw new NodeTimeoutException(task.NodeName, timeout);
        }
    }

    private static async ValueTask DelayAsync(NodeContext task, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, task.TimeProvider, task.ParentToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask HandleAsync(NodeContext task, Exception error)
    {
        if (task.Node.ErrorHandler is null || task.IsPaused || error is NodeInterruptException or AnswerException || task.ParentToken.IsCancellationRequested)
        {
            TaskRunner.Fail(task, error);
            return;
        }

        try
        {
            task.BeginAttempt(1);
            task.HandledError = error;
            var output = await task.Node.ErrorHandler.RunAsync(task).ConfigureAwait(false);
            await TaskRunner.FinishAsync(task, output, isAlone: false).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            TaskRunner.Fail(task, e);
        }
    }
}
