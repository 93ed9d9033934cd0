namespace GraphRuntime.Studio;

/// <summary>Debug sessions of threads.</summary>
internal static class SessionEndpoints
{
    public static void Map(StudioMap map)
    {
        map.Read("api/threads/{thread}/session", GetAsync);
        map.Write("POST", "threads/{thread}/session", CommandAsync);
    }

    private static async Task GetAsync(StudioRequest request)
    {
        await request.Coordinator.GetThreadAsync(request.ThreadId, request.Aborted).ConfigureAwait(false);
        var view = await request.Services.Sessions.ReadAsync(request.ThreadId, request.Aborted).ConfigureAwait(false);
        await request.AnswerAsync(view, StudioJson.Default.SessionView).ConfigureAwait(false);
    }

    private static async Task CommandAsync(StudioRequest request)
    {
        var command = await request.BodyAsync(StudioJson.Default.SessionCommand).ConfigureAwait(false);
        var thread = await request.Coordinator.GetThreadAsync(request.ThreadId, request.Aborted).ConfigureAwait(false);
        var view = await new SessionCommands(request, thread).RunAsync(command).ConfigureAwait(false);
        await request.AnswerAsync(view, StudioJson.Default.SessionView).ConfigureAwait(false);
    }
}
