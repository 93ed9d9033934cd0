namespace GraphRuntime.Execution;

/// <summary>Runs one task: the node's body, its retries, time-out, cache and error handler, and then its conditional edges.</summary>
internal static class TaskRunner
{
    /// <summary>Runs the task. The outcome is recorded in the task; this never throws.</summary>
    public static ValueTask RunAsync(NodeContext task, bool isAlone)
    {
        if (!task.Node.IsPlain)
        {
            return GuardedTaskRunner.RunAsync(task);
        }

        try
        {
            var running = task.Node.Body.RunAsync(task);
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
    public static ValueTask FinishAsync(NodeContext task, object? output, bool isAlone)
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

        if ((task.LeftCommand ?? output) is Command command)
        {
            if (command.IsForParent)
            {
                task.ParentCommand = command;
                task.State = TaskState.Done;
                return ValueTask.CompletedTask;
            }

            task.Update = command.UpdateObject;
            Router.Resolve(task, command.Goto, map: null);
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
    public static void Fail(NodeContext task, Exception error)
    {
        error = task.Refusal ?? error;
        if (task.IsPaused && task.Refusal is null)
        {
            task.State = TaskState.Paused;
            return;
        }

        if (task.LeftCommand is not null && error is TaskPausedException)
        {
            Leave(task, task.LeftCommand);
            return;
        }

        if (error is NodeInterruptException pause)
        {
            try
            {
                task.PauseOn(pause);
                task.State = TaskState.Paused;
                return;
            }
            catch (GraphRuntimeException e)
            {
                error = e;
            }
        }

        task.Error = error;
        task.State = TaskState.Failed;
    }

    /// <summary>Takes the command of a subgraph in the place of what the node returns.</summary>
    private static void Leave(NodeContext task, AppliedCommand command)
    {
        try
        {
            task.Update = command.UpdateObject;
            Router.Resolve(task, command.Goto, map: null);
            task.State = TaskState.Done;
        }
        catch (GraphRuntimeException e)
        {
            task.Error = e;
            task.State = TaskState.Failed;
        }
    }

    private static async ValueTask AwaitAsync(NodeContext task, ValueTask<object?> running, bool isAlone)
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

    private static async ValueTask EndAsync(NodeContext task, ValueTask finishing)
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
