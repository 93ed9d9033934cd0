namespace GraphRuntime.Studio;

/// <summary>Breakpoints of a debug session.</summary>
internal static class BreakpointEndpoints
{
    public static void Map(StudioMap map)
    {
        map.Read("api/threads/{thread}/breakpoints", ListAsync);
        map.Write("POST", "threads/{thread}/breakpoints", AddAsync);
        map.Write("PUT", "threads/{thread}/breakpoints/{id}", ReplaceAsync);
        map.Write("DELETE", "threads/{thread}/breakpoints/{id}", RemoveAsync);
    }

    private static Task ListAsync(StudioRequest request) =>
        request.AnswerAsync(new ItemPage<Breakpoint>(request.Services.Sessions.Find(request.ThreadId)?.View.Breakpoints ?? [], false), StudioJson.Default.ItemPageBreakpoint);

    private static async Task AddAsync(StudioRequest request)
    {
        var (draft, graph) = await ReadAsync(request).ConfigureAwait(false);
        var added = request.Services.Sessions.Open(request.ThreadId).Edit(breakpoints => breakpoints.Add(draft, graph));
        await request.AnswerAsync(added, StudioJson.Default.Breakpoint, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static async Task ReplaceAsync(StudioRequest request)
    {
        var (draft, graph) = await ReadAsync(request).ConfigureAwait(false);
        var replaced = request.Services.Sessions.Open(request.ThreadId).Edit(breakpoints => breakpoints.Replace(request.Route("id"), draft, graph));
        await request.AnswerAsync(replaced, StudioJson.Default.Breakpoint).ConfigureAwait(false);
    }

    private static Task RemoveAsync(StudioRequest request)
    {
        request.Services.Sessions.Open(request.ThreadId).Edit(breakpoints =>
        {
            breakpoints.Remove(request.Route("id"));
            return true;
        });
        return request.AnswerNothingAsync();
    }

    /// <summary>What was asked for, and the graph to check it against: that of the thread, or the only one.</summary>
    private static async ValueTask<(BreakpointDraft Draft, CompiledGraph? Graph)> ReadAsync(StudioRequest request)
    {
        var draft = await request.BodyAsync(StudioJson.Default.BreakpointDraft).ConfigureAwait(false);
        var thread = await request.Coordinator.GetThreadAsync(request.ThreadId, request.Aborted).ConfigureAwait(false);
        return (draft, StudioInputs.FindGraphOf(request, thread) is { } name ? request.Services.Graphs.Find(name) : null);
    }
}
