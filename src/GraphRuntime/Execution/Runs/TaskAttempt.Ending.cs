using GraphRuntime.Diagnostics;

namespace GraphRuntime.Execution;

/// <content>How an attempt ends: its node returns or throws, it is given up, its token is cancelled. Nothing that it does afterwards has an effect.</content>
internal sealed partial class TaskAttempt
{
    /// <summary>Ends the attempt: its node returned or threw. What it recorded is the task's from now on.</summary>
    public void End()
    {
        lock (Gate)
        {
            if (!IsEnded)
            {
                IsEnded = true;
                Task.Record = _record;
            }
        }
    }

    private void End(Exception error)
    {
        try
        {
            if (error is NodeInterruptException pause && !IsEnded && !IsPaused)
            {
                Questions.PauseOn(pause);
            }
        }
        finally
        {
            End();
        }
    }

    private async ValueTask<object?> AwaitAsync(ValueTask<object?> running)
    {
        try
        {
            var output = await running.ConfigureAwait(false);
            End();
            return output;
        }
        catch (Exception e)
        {
            End(e);
            throw;
        }
    }

    /// <summary>Gives the attempt up while its code may still run, and waits for what that code is storing just now.</summary>
    public async ValueTask GiveUpAsync()
    {
        Task? writing;
        lock (Gate)
        {
            End();
            writing = _writes?.WhenIdle();
        }

        Cancel();
        if (writing is not null)
        {
            await writing.ConfigureAwait(false);
        }
    }

    /// <summary>Stores something in the name of this attempt, and of those that it was called by, if none of them has ended.</summary>
    public async ValueTask WriteAsync(Func<ValueTask> write)
    {
        AttemptWrites writes;
        lock (Gate)
        {
            ThrowIfEnded();
            writes = _writes ??= new AttemptWrites(Task.Loop.Run.Services);
            writes.Begin();
        }

        try
        {
            if (Task.Loop.Caller is { } above)
            {
                await above.WriteAsync(write).ConfigureAwait(false);
            }
            else
            {
                await write().ConfigureAwait(false);
            }
        }
        finally
        {
            lock (Gate)
            {
                writes.End();
            }
        }
    }

    /// <summary>Cancels the token of the attempt. What code of others that is registered on it throws is logged.</summary>
    public void Cancel()
    {
        CancellationTokenSource? cancellation;
        lock (Gate)
        {
            cancellation = _cancellation;
        }

        if (cancellation?.CancelSafely() is { } exception)
        {
            GraphLog.CancellationThrew(Task.Loop.Run.Services.Logger, exception, Task.RunId, Task.Loop.Graph.Name, Task.ThreadId, Task.NodeName);
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            // Not disposed where late code may still register with it; the link to the run's token would otherwise keep it.
            _cancellation?.Dispose();
        }
    }
}
