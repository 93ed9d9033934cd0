namespace GraphRuntime.AspNetCore;

/// <summary>Removes a run and what it wrote to its thread.</summary>
internal static class RunDeletion
{
    public static async ValueTask DeleteAsync(ApiRequest request, RunInfo run)
    {
        var coordinator = request.Coordinator;
        if (!run.IsFinal)
        {
            // A rollback removes the record, the input and every checkpoint of a run in flight, and nothing that it still does is stored.
            await coordinator.CancelRunAsync(run.ThreadId, run.RunId, new CancelOptions { Action = CancelAction.Rollback }, request.Aborted).ConfigureAwait(false);
            if (!await ExistsAsync(request, run).ConfigureAwait(false))
            {
                return;
            }
        }

        // Removing checkpoints moves the head of the thread, which must not happen below a run that executes.
        var queue = await coordinator.GetQueueAsync(run.ThreadId, request.Aborted).ConfigureAwait(false);
        if (queue.RunningRunId is { } running)
        {
            throw new RunConflictException(run.ThreadId, [running]);
        }

        await request.Api.Checkpointer.DeleteRunsAsync(run.ThreadId, [run.RunId], request.Aborted).ConfigureAwait(false);
        await coordinator.DeleteRunAsync(run.ThreadId, run.RunId, request.Aborted).ConfigureAwait(false);
    }

    private static async ValueTask<bool> ExistsAsync(ApiRequest request, RunInfo run)
    {
        try
        {
            await request.Coordinator.GetRunAsync(run.ThreadId, run.RunId, request.Aborted).ConfigureAwait(false);
            return true;
        }
        catch (RunNotFoundException)
        {
            return false;
        }
    }
}
