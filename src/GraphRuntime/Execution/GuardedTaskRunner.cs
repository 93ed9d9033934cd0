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
        Exception? hidden = null;
        await execute(
            async token =>
            {
                task.BeginAttempt(++attempts);
                task.FollowToken(token);
                hidden = await TryAsync(task).ConfigureAwait(false);
                if (hidden is not null)
                {
                    throw Rethrown.From(hidden);
                }
            },
            task.ParentToken).ConfigureAwait(false);
        if (task.IsPaused || task.Refusal is not null)
        {
            TaskRunner.Fail(task, hidden!);
        }
        else if (task.State != TaskState.Done)
        {
            throw hidden is not null ? Rethrown.From(hidden) : new InvalidOperationException(
                $"Node '{task.NodeName}' of graph '{task.Loop.Graph.Name}': NodeOptions.Execute returned and the node has not finished. It must call what it is given, and wait for it.");
        }
    }

    /// <summary>Runs the attempts; returns what a wrapper may see as a failure. A pause or a refused answer is recorded and is none.</summary>
    private static async ValueTask<Exception?> TryAsync(NodeContext task)
    {
        try
        {
            await RunAttemptsAsync(task).ConfigureAwait(false);
            return null;
        }
        catch (Exception) when (task.IsPaused || task.Refusal is not null)
        {
            return null;
        }
        catch (NodeInterruptException pause)
        {
            task.PauseOn(pause);
            return null;
        }
        catch (Exception e)
        {
            return e;
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
        && task.Refusal is null
        && error is not NodeInterruptException
        && !task.ParentToken.IsCancellationRequested
        && (retry.ShouldRetry?.Invoke(error) ?? error is not OperationCanceledException);

    private static async ValueTask<object?> AttemptAsync(NodeContext task)
    {
        if (task.Node.Options.Timeout is not { } timeout)
        {
            return await task.Node.Body.RunAsync(task).ConfigureAwait(false);
        }

        task.RenewToken();
        var token = task.Origin;
        try
        {
            // The wait ends at the time-out also where the node ignores its token; what it does afterwards has no effect.
            return await task.Node.Body.RunAsync(task).AsTask().WaitAsync(timeout, task.TimeProvider, token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            task.CancelToken();
            throw new NodeTimeoutException(task.NodeName, timeout, task.Loop.Graph.Name, task.ThreadId);
        }
    }

    private static async ValueTask DelayAsync(NodeContext task, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
        {
            await EngineWait.DelayAsync(task.Loop.Run.Services, delay, task.ParentToken).ConfigureAwait(false);
        }
    }

    private static async ValueTask HandleAsync(NodeContext task, Exception error)
    {
        if (task.Node.ErrorHandler is null || task.IsPaused || task.Refusal is not null || error is NodeInterruptException || task.ParentToken.IsCancellationRequested)
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
