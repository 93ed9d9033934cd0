using GraphRuntime.Checkpointing;

namespace GraphRuntime.Studio;

/// <summary>Threads by status, and what can be done with one as a whole.</summary>
internal static class ThreadEndpoints
{
    public static void Map(StudioMap map)
    {
        map.Read("api/threads", ListAsync);
        map.Read("api/threads/{thread}", GetAsync);
        map.Write("POST", "threads", CreateAsync);
        map.Write("DELETE", "threads/{thread}", DeleteAsync);
        map.Write("POST", "threads/{thread}/copy", CopyAsync);
        map.Write("POST", "threads/{thread}/prune", PruneAsync);
    }

    /// <summary>The status with a name; <see langword="null"/> for any.</summary>
    public static ThreadStatus? StatusOf(string? name) => name is null ? null
        : Enum.GetValues<ThreadStatus>().Where(status => WireNames.Of(status) == name).Select(static status => (ThreadStatus?)status).FirstOrDefault()
            ?? throw StudioException.Invalid("'status' is idle, busy, interrupted or error.");

    private static async Task ListAsync(StudioRequest request)
    {
        var (limit, offset) = request.Page();
        var page = await ListAsync(request.Services, StatusOf(request.Query("status")), limit, offset, request.Aborted).ConfigureAwait(false);
        await request.AnswerAsync(page, StudioJson.Default.ItemPageThreadView).ConfigureAwait(false);
    }

    public static async ValueTask<ItemPage<ThreadView>> ListAsync(StudioServices services, ThreadStatus? status, int limit, int offset, CancellationToken cancellationToken)
    {
        var query = new ThreadSearchOptions { Status = status, Limit = limit + 1, Offset = offset };
        var threads = await services.Coordinator.SearchThreadsAsync(query, cancellationToken).ConfigureAwait(false);
        return ItemPage<ThreadView>.Of(threads.Select(ThreadView.Of), limit);
    }

    private static async Task GetAsync(StudioRequest request)
    {
        var thread = await request.Coordinator.GetThreadAsync(request.ThreadId, request.Aborted).ConfigureAwait(false);
        var queue = await request.Coordinator.GetQueueAsync(thread.ThreadId, request.Aborted).ConfigureAwait(false);
        var session = await request.Services.Sessions.ReadAsync(thread.ThreadId, request.Aborted).ConfigureAwait(false);
        var view = ThreadView.Of(thread);
        await request.AnswerAsync(
            new ThreadDetail(
                view.ThreadId, view.Status, view.Graph, view.Pause, view.Metadata, view.CreatedAt, view.UpdatedAt, view.LastEvent, new QueueView(queue.RunningRunId, queue.PendingRunIds), session),
            StudioJson.Default.ThreadDetail).ConfigureAwait(false);
    }

    private static async Task CreateAsync(StudioRequest request)
    {
        var body = await request.OptionalBodyAsync(StudioJson.Default.NewThreadRequest).ConfigureAwait(false);
        var options = new ThreadOptions { ThreadId = body.ThreadId, Metadata = Scalars.Read(body.Metadata) };
        try
        {
            var thread = await request.Coordinator.CreateThreadAsync(options, request.Aborted).ConfigureAwait(false);
            await request.AnswerAsync(ThreadView.Of(thread), StudioJson.Default.ThreadView, StatusCodes.Status201Created).ConfigureAwait(false);
        }
        catch (ThreadExistsException existing)
        {
            var thread = await request.Coordinator.GetThreadAsync(existing.ThreadId, request.Aborted).ConfigureAwait(false);
            await request.AnswerAsync(ThreadView.Of(thread), StudioJson.Default.ThreadView).ConfigureAwait(false);
        }
    }

    private static async Task DeleteAsync(StudioRequest request)
    {
        await request.Coordinator.DeleteThreadAsync(request.ThreadId, request.Aborted).ConfigureAwait(false);
        request.Services.Sessions.Forget(request.ThreadId);
        await request.AnswerNothingAsync().ConfigureAwait(false);
    }

    private static async Task CopyAsync(StudioRequest request)
    {
        var body = await request.OptionalBodyAsync(StudioJson.Default.CopyThreadRequest).ConfigureAwait(false);
        var copy = await request.Coordinator.CopyThreadAsync(request.ThreadId, body.ThreadId, request.Aborted).ConfigureAwait(false);
        await request.AnswerAsync(ThreadView.Of(copy), StudioJson.Default.ThreadView, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static async Task PruneAsync(StudioRequest request)
    {
        var body = await request.BodyAsync(StudioJson.Default.PruneRequest).ConfigureAwait(false);
        if (body.KeepLatest is not (>= 1 and var latest))
        {
            throw StudioException.Invalid("'keepLatest' is how many checkpoints stay, at least 1.");
        }

        await request.Coordinator.GetThreadAsync(request.ThreadId, request.Aborted).ConfigureAwait(false);
        var options = new PruneOptions { ThreadId = request.ThreadId, KeepLatest = latest, OlderThan = body.OlderThan, KeepPaused = body.KeepPaused ?? true };
        var deleted = await request.Services.Checkpointer.PruneAsync(options, request.Aborted).ConfigureAwait(false);
        await request.AnswerAsync(new PruneAnswer(deleted), StudioJson.Default.PruneAnswer).ConfigureAwait(false);
    }
}
