namespace GraphRuntime.Studio;

/// <summary>The runs of a thread: the timeline, starting, cancelling and deleting.</summary>
internal static class RunEndpoints
{
    public static void Map(StudioMap map)
    {
        map.Read("api/threads/{thread}/runs", ListAsync);
        map.Read("api/threads/{thread}/runs/{run}", GetAsync);
        map.Write("POST", "threads/{thread}/runs", StartAsync);
        map.Write("DELETE", "threads/{thread}/runs/{run}", DeleteAsync);
        map.Write("POST", "threads/{thread}/cancel", CancelAsync);
    }

    private static async Task ListAsync(StudioRequest request)
    {
        var (limit, offset) = request.Page();
        var thread = await request.Coordinator.GetThreadAsync(request.ThreadId, request.Aborted).ConfigureAwait(false);
        var page = await new RunTimeline(request.Services, thread).ListAsync(limit, offset, request.Aborted).ConfigureAwait(false);
        await request.AnswerAsync(page, StudioJson.Default.ItemPageRunView).ConfigureAwait(false);
    }

    private static async Task GetAsync(StudioRequest request)
    {
        var thread = await request.Coordinator.GetThreadAsync(request.ThreadId, request.Aborted).ConfigureAwait(false);
        var run = await new RunTimeline(request.Services, thread).GetAsync(request.Route("run"), request.Aborted).ConfigureAwait(false);
        await request.AnswerAsync(run, StudioJson.Default.RunView).ConfigureAwait(false);
    }

    private static async Task StartAsync(StudioRequest request)
    {
        var body = await request.BodyAsync(StudioJson.Default.StartRunRequest).ConfigureAwait(false);
        var graph = body.Graph ?? await StudioInputs.GraphOfAsync(request).ConfigureAwait(false);
        var start = new RunStart(graph, StudioInputs.Read(GraphEndpoints.Find(request, graph), body.Input), "run")
        {
            Strategy = StrategyOf(body.Strategy),
            Metadata = Scalars.Read(body.Metadata),
            Context = StudioInputs.Context(request, body.Context),
        };
        var run = await request.Services.Sessions.StartAsync(request.ThreadId, start, DebugModes.Read(body.Debug), request.Aborted).ConfigureAwait(false);
        await request.AnswerAsync(run, StudioJson.Default.StartedRun, StatusCodes.Status201Created).ConfigureAwait(false);
    }

    private static async Task DeleteAsync(StudioRequest request)
    {
        await request.Coordinator.DeleteRunAsync(request.ThreadId, request.Route("run"), request.Aborted).ConfigureAwait(false);
        await request.AnswerNothingAsync().ConfigureAwait(false);
    }

    private static async Task CancelAsync(StudioRequest request)
    {
        var body = await request.OptionalBodyAsync(StudioJson.Default.CancelRequest).ConfigureAwait(false);
        var options = new CancelOptions
        {
            Action = body.Action switch
            {
                null or "interrupt" => CancelAction.Interrupt,
                "rollback" => CancelAction.Rollback,
                _ => throw StudioException.Invalid("'action' is interrupt or rollback."),
            },
        };
        IReadOnlyList<string> ids;
        if (body.RunId is { } runId)
        {
            await request.Coordinator.CancelRunAsync(request.ThreadId, runId, options, request.Aborted).ConfigureAwait(false);
            ids = [runId];
        }
        else
        {
            ids = await request.Coordinator.CancelRunsAsync(request.ThreadId, ScopeOf(body.Scope), options, request.Aborted).ConfigureAwait(false);
        }

        await request.AnswerAsync(new CancelAnswer(ids), StudioJson.Default.CancelAnswer).ConfigureAwait(false);
    }

    private static MultitaskStrategy? StrategyOf(string? name) => name is null ? null : MultitaskStrategyNames.Parse(name);

    private static RunScope ScopeOf(string? name) => name switch
    {
        null or "all" => RunScope.All,
        "pending" => RunScope.Pending,
        "running" => RunScope.Running,
        _ => throw StudioException.Invalid("'scope' is all, pending or running."),
    };
}
