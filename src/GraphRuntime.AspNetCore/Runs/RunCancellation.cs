namespace GraphRuntime.AspNetCore;

/// <summary>Cancels runs.</summary>
internal static class RunCancellation
{
    private const int Page = 200;

    public static async Task CancelAsync(ApiRequest request)
    {
        var wait = request.Flag("wait");
        var options = new CancelOptions { Action = ActionOf(request), Wait = wait };
        var reason = CancelReasons.Read(request, options.Action);
        var run = await request.FindRunAsync(request.Route("thread"), request.Route("run")).ConfigureAwait(false);
        if (reason is not null && !run.IsFinal)
        {
            await CancelReasons.KeepAsync(request, run, reason).ConfigureAwait(false);
        }

        await request.Coordinator.CancelRunAsync(run.ThreadId, run.RunId, options, request.Aborted).ConfigureAwait(false);
        request.Done(wait ? StatusCodes.Status204NoContent : StatusCodes.Status202Accepted);
    }

    /// <summary>Cancels the runs of one thread that are named, or all runs with a status: of one thread, or of all threads that the caller may see.</summary>
    public static async Task CancelManyAsync(ApiRequest request)
    {
        var options = new CancelOptions { Action = ActionOf(request) };
        var body = await request.BodyAsync(WireJson.Default.CancelRunsRequest).ConfigureAwait(false);
        if ((body.RunIds is null) == (body.Status is null) || (body.RunIds is not null && body.ThreadId is null))
        {
            throw ApiException.Bad("Give 'thread_id' and 'run_ids', or 'status'.");
        }

        if (body.RunIds is { } ids)
        {
            await CancelNamedAsync(request, body.ThreadId!, ids, options).ConfigureAwait(false);
        }
        else if (body.ThreadId is { } threadId)
        {
            var thread = await request.FindThreadAsync(threadId).ConfigureAwait(false);
            await request.Coordinator.CancelRunsAsync(thread.ThreadId, ScopeOf(body.Status!), options, request.Aborted).ConfigureAwait(false);
        }
        else
        {
            await CancelEverywhereAsync(request, ScopeOf(body.Status!), options).ConfigureAwait(false);
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

    /// <summary>All ids are looked up before the first run is cancelled: an unknown one cancels nothing.</summary>
    private static async ValueTask CancelNamedAsync(ApiRequest request, string threadId, IReadOnlyList<string> ids, CancelOptions options)
    {
        var runs = new List<RunInfo>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            runs.Add(await request.FindRunAsync(threadId, id).ConfigureAwait(false));
        }

        foreach (var run in runs)
        {
            try
            {
                await request.Coordinator.CancelRunAsync(run.ThreadId, run.RunId, options, request.Aborted).ConfigureAwait(false);
            }
            catch (RunNotFoundException)
            {
                // Another run rolled it back meanwhile.
            }
        }
    }

    private static async ValueTask CancelEverywhereAsync(ApiRequest request, RunScope scope, CancelOptions options)
    {
        foreach (var thread in await BusyThreadsAsync(request).ConfigureAwait(false))
        {
            try
            {
                await request.Coordinator.CancelRunsAsync(thread.ThreadId, scope, options, request.Aborted).ConfigureAwait(false);
            }
            catch (ThreadNotFoundException)
            {
                // Deleted meanwhile, and its runs with it.
            }
        }
    }

    /// <summary>The threads of the caller that have runs in flight. The list is complete before anything is cancelled, which would change its pages.</summary>
    public static async ValueTask<IReadOnlyList<ThreadInfo>> BusyThreadsAsync(ApiRequest request)
    {
        var metadata = request.Owner is { } owner ? new Dictionary<string, object?> { [ThreadReader.OwnerEntry] = owner } : null;
        var found = new List<ThreadInfo>();
        while (true)
        {
            var options = new ThreadSearchOptions { Status = ThreadStatus.Busy, Metadata = metadata, NewestFirst = false, Limit = Page, Offset = found.Count };
            var page = await request.Coordinator.SearchThreadsAsync(options, request.Aborted).ConfigureAwait(false);
            found.AddRange(page);
            if (page.Count < Page)
            {
                return found;
            }
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
