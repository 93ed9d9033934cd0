namespace GraphRuntime.AspNetCore;

/// <summary>Cancels runs.</summary>
internal static class RunCancellation
{
    private const int MaxReason = 200;

    public static async Task CancelAsync(ApiRequest request)
    {
        var wait = request.Flag("wait");
        var options = new CancelOptions { Action = ActionOf(request), Wait = wait };
        if (request.Query("reason") is { Length: > MaxReason })
        {
            throw ApiException.Invalid("invalid_argument", $"'reason' has at most {MaxReason} characters.");
        }

        var run = await request.FindRunAsync(request.Route("thread"), request.Route("run")).ConfigureAwait(false);
        await request.Coordinator.CancelRunAsync(run.ThreadId, run.RunId, options, request.Aborted).ConfigureAwait(false);
        request.Done(wait ? StatusCodes.Status204NoContent : StatusCodes.Status202Accepted);
    }

    public static async Task CancelManyAsync(ApiRequest request)
    {
        var options = new CancelOptions { Action = ActionOf(request) };
        var body = await request.BodyAsync(WireJson.Default.CancelRunsRequest).ConfigureAwait(false);
        if (body.ThreadId is not { } threadId || (body.RunIds is null) == (body.Status is null))
        {
            throw ApiException.Bad("Give 'thread_id', and either 'run_ids' or 'status'.");
        }

        await request.FindThreadAsync(threadId).ConfigureAwait(false);
        if (body.RunIds is { } ids)
        {
            foreach (var id in ids)
            {
                await request.Coordinator.CancelRunAsync(threadId, id, options, request.Aborted).ConfigureAwait(false);
            }
        }
        else
        {
            await request.Coordinator.CancelRunsAsync(threadId, ScopeOf(body.Status!), options, request.Aborted).ConfigureAwait(false);
        }

        request.Done();
    }

    /// <summary>Cancels a run whose reader has left, if it was to end with its reader.</summary>
    public static async ValueTask LeaveAsync(RunHandle handle, bool cancels)
    {
        if (!cancels)
        {
            return;
        }

        try
        {
            await handle.CancelAsync(cancellationToken: CancellationToken.None).ConfigureAwait(false);
        }
        catch (RunNotFoundException)
        {
            // It is gone already.
        }
    }

    private static CancelAction ActionOf(ApiRequest request) => request.Query("action") switch
    {
        null or "interrupt" => CancelAction.Interrupt,
        "rollback" => CancelAction.Rollback,
        _ => throw ApiException.Bad("'action' is 'interrupt' or 'rollback'."),
    };

    private static RunScope ScopeOf(string status) => status switch
    {
        "pending" => RunScope.Pending,
        "running" => RunScope.Running,
        "all" => RunScope.All,
        _ => throw ApiException.Bad("'status' is 'pending', 'running' or 'all'."),
    };
}
