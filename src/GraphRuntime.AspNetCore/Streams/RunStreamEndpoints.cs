namespace GraphRuntime.AspNetCore;

/// <summary>Streams of single runs.</summary>
internal static class RunStreamEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapApi("POST", "/threads/{thread}/runs/stream", "Creates a run and streams its events.", static request => StartAsync(request))
            .Query(typeof(string[]), "namespace").Takes(typeof(CreateRunRequest)).AnswersEvents().Fails(409, 429);
        routes.MapApi("POST", "/runs/stream", "Creates a run on a thread of its own and streams its events.", static request => StartAloneAsync(request))
            .Query(typeof(string[]), "namespace").Takes(typeof(CreateRunRequest)).AnswersEvents().Fails(404, 409, 429);
        routes.MapApi("GET", "/threads/{thread}/runs/{run}/stream", "Streams the events of a run from where the reader left off.", static request => JoinAsync(request, request.Route("thread")))
            .JoinsEvents();
        routes.MapApi("GET", "/threads/{thread}/stream", "Streams the events of all runs of a thread.", static request => ThreadStream.ServeAsync(request))
            .Query(typeof(string[]), "stream_mode").AnswersEvents();
        routes.MapApi("GET", "/runs/{run}/stream", "Streams the events of a run on a thread of its own.", static request => JoinAsync(request, request.Route("run")))
            .JoinsEvents();
    }

    /// <summary>Describes a stream of a run that exists already.</summary>
    private static void JoinsEvents(this IEndpointConventionBuilder endpoint) => endpoint
        .Query(typeof(bool), "cancel_on_disconnect").Query(typeof(string[]), "stream_mode", "namespace").Query(typeof(string), "checkpoint_id").AnswersEvents();

    private static async Task StartAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.CreateRunRequest).ConfigureAwait(false);
        await ServeAsync(request, body, await new RunStarter(request).StartAsync(request.Route("thread"), body).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task StartAloneAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.CreateRunRequest).ConfigureAwait(false);
        await ServeAsync(request, body, await new RunStarter(request).StartAloneAsync(body).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static Task ServeAsync(ApiRequest request, CreateRunRequest body, StartedRun run)
    {
        request.Http.Response.Headers.ContentLocation = run.Path;
        request.Http.Response.Headers.Location = run.Path + "/stream";
        var options = new RunStreamOptions
        {
            Modes = StreamModeNames.OrDefault(body.StreamMode),
            Subgraphs = body.StreamSubgraphs == true,
            Namespaces = request.QueryList("namespace"),
            CancelOnDisconnect = body.OnDisconnect == "cancel",
        };
        return RunStream.ServeAsync(request, run.Handle, run.Info, options);
    }

    private static async Task JoinAsync(ApiRequest request, string threadId)
    {
        var run = await request.FindRunAsync(threadId, request.Route("run")).ConfigureAwait(false);
        var stored = RunWriter.RequestOf(run);
        var modes = request.QueryList("stream_mode");
        StreamModeNames.Check(modes);
        var options = new RunStreamOptions
        {
            Modes = modes.Count > 0 ? modes : StreamModeNames.OrDefault(stored.StreamMode),
            Subgraphs = stored.Subgraphs,
            Namespaces = request.QueryList("namespace"),
            CancelOnDisconnect = request.Flag("cancel_on_disconnect"),
            AfterCheckpoint = await CheckpointAsync(request, run).ConfigureAwait(false),
            After = StreamPosition.Parse(request.Http.Request.Headers["Last-Event-ID"].ToString()),
        };
        await RunStream.ServeAsync(request, request.Coordinator.GetHandle(run.ThreadId, run.RunId), run, options).ConfigureAwait(false);
    }

    /// <summary>The checkpoint after which a reader goes on. One of another run says nothing about this one, and everything is sent.</summary>
    private static async ValueTask<long?> CheckpointAsync(ApiRequest request, RunInfo run)
    {
        if (request.Query("checkpoint_id") is not { } wanted)
        {
            return null;
        }

        var at = new GraphThread(run.ThreadId) { CheckpointId = CheckpointIds.Parse(wanted) };
        var state = await request.Coordinator.GetStateAsync(at, run.GraphName, request.Aborted).ConfigureAwait(false);
        return state.RunId == run.RunId ? state.CheckpointId : null;
    }
}
