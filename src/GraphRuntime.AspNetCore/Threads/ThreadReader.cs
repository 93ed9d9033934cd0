namespace GraphRuntime.AspNetCore;

/// <summary>Reads threads for a caller: those of others, and those that were made for one run that has ended, are not there.</summary>
internal static class ThreadReader
{
    public const string OwnerEntry = Metadata.Reserved + "owner";

    /// <summary>Marks a thread that is deleted when its run has ended.</summary>
    public const string TemporaryEntry = Metadata.Reserved + "temporary";

    public static async ValueTask<ThreadInfo> FindThreadAsync(this ApiRequest request, string threadId) =>
        await request.TryFindThreadAsync(threadId).ConfigureAwait(false) ?? throw Missing(request, threadId);

    public static async ValueTask<ThreadInfo?> TryFindThreadAsync(this ApiRequest request, string threadId)
    {
        ThreadIds.CheckText(threadId);
        try
        {
            var thread = await request.Coordinator.GetThreadAsync(threadId, request.Aborted).ConfigureAwait(false);
            return Shows(request, thread) ? thread : null;
        }
        catch (ThreadNotFoundException)
        {
            return null;
        }
    }

    public static bool Shows(ApiRequest request, ThreadInfo thread) =>
        (request.Owner is null || request.Owner == thread.Metadata.GetValueOrDefault(OwnerEntry) as string) && !IsUsedUp(thread);

    /// <summary>Throws where another caller has a thread with the id.</summary>
    public static async ValueTask CheckFreeAsync(ApiRequest request, string threadId)
    {
        try
        {
            var thread = await request.Coordinator.GetThreadAsync(threadId, request.Aborted).ConfigureAwait(false);
            if (!Shows(request, thread))
            {
                throw ApiException.NotFound("thread", threadId);
            }
        }
        catch (ThreadNotFoundException)
        {
            // Free.
        }
    }

    /// <summary>The state of a thread, or <see langword="null"/> where it has had no run of a graph that is here.</summary>
    public static async ValueTask<StateSnapshot?> ReadStateAsync(this ApiRequest request, ThreadInfo thread, GraphThread? at = null, bool subgraphs = false)
    {
        if (GraphOf(request, thread) is not { } graph)
        {
            return null;
        }

        return await request.Coordinator.GetStateAsync(at ?? new GraphThread(thread.ThreadId), subgraphs, graph, request.Aborted).ConfigureAwait(false);
    }

    /// <summary>The graph that reads the thread: that of the run created last, else the one that its metadata name.</summary>
    public static string? GraphOf(ApiRequest request, ThreadInfo thread)
    {
        var name = thread.GraphName ?? thread.Metadata.GetValueOrDefault("graph_id") as string;
        return name is not null && request.Api.Graphs.Find(name) is not null ? name : null;
    }

    private static bool IsUsedUp(ThreadInfo thread) => thread.Status != ThreadStatus.Busy && thread.GraphName is not null && thread.Metadata.GetValueOrDefault(TemporaryEntry) is true;

    private static ApiException Missing(ApiRequest request, string threadId) => request.Api.Options.RequireUuidThreadIds && !Guid.TryParse(threadId, out _)
        ? ApiException.Invalid("invalid_thread_id", "The id of a thread is a UUID.")
        : ApiException.NotFound("thread", threadId);
}
