namespace GraphRuntime.AspNetCore;

/// <summary>Deletes assistants. Their runs stay, as the record of what was done.</summary>
internal static class AssistantDeletion
{
    private const int Page = 200;

    /// <summary>Deletes an assistant that has no run in flight, and the threads that ran it last if they are to go with it.</summary>
    public static async ValueTask DeleteAsync(ApiRequest request, Assistant assistant, bool deletesThreads)
    {
        await CheckIdleAsync(request, assistant).ConfigureAwait(false);
        await request.Api.Assistants.DeleteAsync(assistant, request.Aborted).ConfigureAwait(false);
        if (deletesThreads)
        {
            await DeleteThreadsAsync(request, assistant).ConfigureAwait(false);
        }
    }

    private static async ValueTask CheckIdleAsync(ApiRequest request, Assistant assistant)
    {
        var ofAssistant = new Dictionary<string, object?> { ["assistant_id"] = assistant.AssistantId };
        foreach (var thread in await RunCancellation.BusyThreadsAsync(request).ConfigureAwait(false))
        {
            foreach (var status in (RunStatus[])[RunStatus.Running, RunStatus.Pending])
            {
                var options = new RunListOptions { Status = status, Metadata = ofAssistant, Limit = 1 };
                var runs = await request.Coordinator.ListRunsAsync(thread.ThreadId, options, request.Aborted).ConfigureAwait(false);
                if (runs is [var run, ..])
                {
                    throw new ApiException(StatusCodes.Status409Conflict, "assistant_busy", "The assistant has a run in flight.") { Members = { ["active_run_ids"] = (string[])[run.RunId] } };
                }
            }
        }
    }

    private static async ValueTask DeleteThreadsAsync(ApiRequest request, Assistant assistant)
    {
        var metadata = new Dictionary<string, object?> { ["assistant_id"] = assistant.AssistantId };
        if (request.Owner is { } owner)
        {
            metadata[ThreadReader.OwnerEntry] = owner;
        }

        while (true)
        {
            var page = await request.Coordinator.SearchThreadsAsync(new ThreadSearchOptions { Metadata = metadata, Limit = Page }, request.Aborted).ConfigureAwait(false);
            foreach (var thread in page)
            {
                await request.Coordinator.DeleteThreadAsync(thread.ThreadId, request.Aborted).ConfigureAwait(false);
            }

            if (page.Count < Page)
            {
                return;
            }
        }
    }
}
