using GraphRuntime.Diagnostics;
using GraphRuntime.Graphs;

namespace GraphRuntime.Execution;

/// <summary>Runs a task whose node has a cache, a time-out, retries, a wrapper or an error handler.</summary>
internal static class GuardedTaskRunner
{
    public static async ValueTask RunAsync(GraphTask task)
    {
        if (task.HandledError is { } handled)
        {
            // The attempts of the node were used up before the run paused or failed in its handler.
            await HandleAsync(task, handled).ConfigureAwait(false);
            return;
        }

        try
        {
            if (TaskCache.TryTake(task, out var cached))
            {
                task.IsFromCache = true;
                await TaskRunner.FinishAsync(task, cached, isAlone: false).ConfigureAwait(false);
                return;
            }

            await RunWrappedAsync(task).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            task.Attempt?.End();
            if (CanHandle(task, e))
            {
                await HandleAsync(task, e).ConfigureAwait(false);
            }
            else
            {
                TaskRunner.Fail(task, e);
            }
        }
    }

    private static async ValueTask RunWrappedAsync(GraphTask task)
    {
        if (task.Node.Options.Execute is not { } execute)
        {
            await RunAttemptsAsync(task, first: 1, task.ParentToken).ConfigureAwait(false);
            return;
        }

        var attempts = 0;
        Exception? hidden = null;
        await execute(
            async token =>
            {
                hidden = await TryAsync(task, ++attempts, token).ConfigureAwait(false);
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
    private static async ValueTask<Exception?> TryAsync(GraphTask task, int number, CancellationToken token)
    {
        try
        {
            await RunAttemptsAsync(task, number, token).ConfigureAwait(false);
            return null;
        }
        catch (Exception) when (task.IsPaused || task.Refusal is not null)
        {
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private static async ValueTask RunAttemptsAsync(GraphTask task, int first, CancellationToken token)
    {
        var retry = task.Node.Options.Retry;
        for (var number = 1; ; number++)
        {
            if (task.Attempt is { } earlier)
            {
                await earlier.GiveUpAsync().ConfigureAwait(false);
            }

            var attempt = task.BeginAttempt(retry is null ? first : number, isHandler: false, token);
            try
            {
                var output = await AttemptAsync(attempt).ConfigureAwait(false);
                await TaskRunner.FinishAsync(task, output, isAlone: false).ConfigureAwait(false);
                TaskCache.Keep(attempt, output);
                return;
            }
            catch (Exception e) when (IsWorthAnotherAttempt(task, retry, number, e))
            {
                Diagnostics.GraphLog.NodeRetried(
                    task.Loop.Run.Services.Logger, task.RunId, task.Loop.Graph.Name, task.ThreadId, task.NodeName, number, e.GetType().Name);
                await DelayAsync(task, retry!.DelayAfter(number)).ConfigureAwait(false);
            }
        }
    }

    private static bool IsWorthAnotherAttempt(GraphTask task, RetryPolicy? retry, int number, Exception error) =>
        retry is not null
        && number < retry.MaxAttempts
        && !task.IsPaused
        && task.Refusal is null
        && !LeavesWithCommand(task, error)
        && !task.ParentToken.IsCancellationRequested
        && (retry.ShouldRetry?.Invoke(error) ?? error is not OperationCanceledException);

    private static async ValueTask<object?> AttemptAsync(TaskAttempt attempt)
    {
        var task = attempt.Task;
        if (task.Node.Options.Timeout is not { } timeout)
        {
            return await attempt.RunAsync(task.Node.Body).ConfigureAwait(false);
        }

        var running = StartElsewhere(attempt);
        try
        {
            return await running.WaitAsync(timeout, task.TimeProvider, attempt.Origin).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            if (running.IsCompleted)
            {
                // The node's own exception, which may be a TimeoutException as well, or a result that came at the same moment.
                return await running.ConfigureAwait(false);
            }

            Ignore(running);
            await attempt.GiveUpAsync().ConfigureAwait(false);
            throw e is TimeoutException ? new NodeTimeoutException(task.NodeName, timeout, task.Loop.Graph.Name, task.ThreadId) : Rethrown.From(e);
        }
    }

    /// <summary>Runs the node on another thread, so that the time-out also ends the wait for a node that blocks its thread.</summary>
    private static async Task<object?> StartElsewhere(TaskAttempt attempt)
    {
        await EngineWait.SwitchAsync(attempt.Task.Loop.Run.Services).ConfigureAwait(false);
        return await attempt.RunAsync(attempt.Task.Node.Body).ConfigureAwait(false);
    }

    /// <summary>How code of an attempt that was given up ends is of no interest.</summary>
    private static void Ignore(Task task) => _ = task.ContinueWith(
        static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private static async ValueTask DelayAsync(GraphTask task, TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
        {
            await EngineWait.DelayAsync(task.Loop.Run.Services, delay, task.ParentToken).ConfigureAwait(false);
        }
    }

    private static bool CanHandle(GraphTask task, Exception error) =>
        task.Node.ErrorHandler is not null && !task.IsPaused && task.Refusal is null && !LeavesWithCommand(task, error) && !task.ParentToken.IsCancellationRequested;

    /// <summary>A subgraph that the node called has sent a command, whose exception unwinds the node.</summary>
    private static bool LeavesWithCommand(GraphTask task, Exception error) => task.Attempt?.LeftCommand is not null && error is TaskPausedException;

    private static async ValueTask HandleAsync(GraphTask task, Exception error)
    {
        try
        {
            if (task.Attempt is { } earlier)
            {
                await earlier.GiveUpAsync().ConfigureAwait(false);
            }

            var attempt = task.BeginAttempt(1, isHandler: true, task.ParentToken);
            task.HandledError = error;
            var output = await attempt.RunAsync(task.Node.ErrorHandler!).ConfigureAwait(false);
            await TaskRunner.FinishAsync(task, output, isAlone: false).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            TaskRunner.Fail(task, e);
        }
    }
}
