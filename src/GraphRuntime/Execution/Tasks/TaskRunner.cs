namespace GraphRuntime.Execution;

/// <summary>Runs one task: the node's body, its retries, time-out, cache and error handler, and then its conditional edges.</summary>
internal static class TaskRunner
{
    /// <summary>Runs the task. The outcome is recorded in the task; this never throws.</summary>
    public static ValueTask RunAsync(GraphTask task, bool isAlone) =>
        GraphTelemetry.IsTraced ? TracedTask.RunAsync(task, isAlone) : RunUntracedAsync(task, isAlone);

    /// <summary>Runs the task without a span.</summary>
    public static ValueTask RunUntracedAsync(GraphTask task, bool isAlone)
    {
        if (!task.Node.IsPlain || task.HandledError is not null)
        {
            return GuardedTaskRunner.RunAsync(task);
        }

        try
        {
            var body = (TaskBody)task.Node.Body;
            if (!body.TakesContext)
            {
                var result = FinishAsync(task, body.Run(task.Input), isAlone);
                return result.IsCompletedSuccessfully ? ValueTask.CompletedTask : EndAsync(task, result);
            }

            var attempt = task.BeginAttempt(1, isHandler: false, task.ParentToken);
            var running = attempt.RunAsync(body);
            if (!running.IsCompletedSuccessfully)
            {
                return AwaitAsync(task, running, isAlone);
            }

            var finishing = FinishAsync(task, running.Result, isAlone);
            return finishing.IsCompletedSuccessfully ? ValueTask.CompletedTask : EndAsync(task, finishing);
        }
        catch (Exception e)
        {
            Fail(task, e);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Takes what a node returned. Throws what its conditional edges throw.</summary>
    public static ValueTask FinishAsync(GraphTask task, object? output, bool isAlone)
    {
        if (task.Refusal is { } refusal)
        {
            throw refusal;
        }

        if (task.IsPaused)
        {
            task.State = TaskState.Paused;
            return ValueTask.CompletedTask;
        }

        if ((task.Attempt?.LeftCommand ?? output) is Command command)
        {
            if (command.IsForParent)
            {
                task.ParentCommand = command;
                task.State = TaskState.Done;
                return ValueTask.CompletedTask;
            }

            task.Update = command.UpdateObject;
            Router.Follow(task, command.Goto);
        }
        else
        {
            task.Update = (StateUpdate?)output;
        }

        if (task.Node.Branches.Length == 0 || !task.FollowsEdges)
        {
            task.State = TaskState.Done;
            return ValueTask.CompletedTask;
        }

        return Router.BranchAsync(task, isAlone);
    }

    /// <summary>Records a failure. What the task recorded itself comes first: a pause cannot be turned into an error.</summary>
    public static void Fail(GraphTask task, Exception error)
    {
        error = task.Attempt is null ? Interrupted(task, error) : error;
        task.Attempt?.End();
        error = task.Refusal ?? error;
        if (task.IsPaused && task.Refusal is null)
        {
            task.State = TaskState.Paused;
            return;
        }

        if (task.Attempt?.LeftCommand is { } left && error is TaskPausedException)
        {
            Leave(task, left);
            return;
        }

        task.Error = error;
        task.State = TaskState.Failed;
    }

    /// <summary>A node that takes no context can still pause by exception; its attempt is made for that.</summary>
    private static Exception Interrupted(GraphTask task, Exception error)
    {
        if (error is NodeInterruptException pause)
        {
            try
            {
                task.BeginAttempt(1, isHandler: false, task.ParentToken).Questions.PauseOn(pause);
            }
            catch (GraphRuntimeException e)
            {
                return e;
            }
        }

        return error;
    }

    /// <summary>Takes the command of a subgraph in the place of what the node returns.</summary>
    private static void Leave(GraphTask task, AppliedCommand command)
    {
        try
        {
            task.Update = command.UpdateObject;
            Router.Follow(task, command.Goto);
            task.State = TaskState.Done;
        }
        catch (GraphRuntimeException e)
        {
            task.Error = e;
            task.State = TaskState.Failed;
        }
    }

    private static async ValueTask AwaitAsync(GraphTask task, ValueTask<object?> running, bool isAlone)
    {
        try
        {
            await FinishAsync(task, await running.ConfigureAwait(false), isAlone).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Fail(task, e);
        }
    }

    private static async ValueTask EndAsync(GraphTask task, ValueTask finishing)
    {
        try
        {
            await finishing.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Fail(task, e);
        }
    }
}
