using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>Runs of threads.</summary>
internal static class RunEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapApi("POST", "/threads/{thread}/runs", "Creates a run in the background.", static request => CreateAsync(request))
            .Takes(typeof(CreateRunRequest)).Answers(typeof(WireRun)).Fails(409, 429);
        routes.MapApi("POST", "/threads/{thread}/runs/wait", "Creates a run and answers when it has ended.", static request => WaitAsync(request))
            .Takes(typeof(CreateRunRequest)).Answers(typeof(JsonElement)).Fails(409, 429);
        routes.MapApi("GET", "/threads/{thread}/runs", "Lists the runs of a thread.", static request => ListAsync(request))
            .Query(typeof(int), "limit", "offset").Query(typeof(string), "status").Query(typeof(string[]), "select").Answers(typeof(List<WireRun>));
        routes.MapApi("GET", "/threads/{thread}/runs/{run}", "Reads a run.", static request => GetAsync(request))
            .Query(typeof(string[]), "select").Answers(typeof(WireRun));
        routes.MapApi("DELETE", "/threads/{thread}/runs/{run}", "Removes a run with its checkpoints.", static request => DeleteAsync(request))
            .AnswersNothing().Fails(409);
        routes.MapApi("GET", "/threads/{thread}/runs/{run}/join", "Waits for the end of a run.", static request => JoinAsync(request))
            .Query(typeof(bool), "cancel_on_disconnect").Answers(typeof(JsonElement));
        routes.MapApi("POST", "/threads/{thread}/runs/{run}/cancel", "Cancels a run.", static request => RunCancellation.CancelAsync(request))
            .Query(typeof(bool), "wait").Query(typeof(string), "action", "reason").AnswersNothing(202).AnswersNothing();
        routes.MapApi("POST", "/runs/cancel", "Cancels several runs.", static request => RunCancellation.CancelManyAsync(request))
            .Query(typeof(string), "action").Takes(typeof(CancelRunsRequest)).AnswersNothing().Fails(404);
        routes.MapApi("POST", "/runs", "Creates a run on a thread of its own.", static request => CreateAloneAsync(request))
            .Takes(typeof(CreateRunRequest)).Answers(typeof(WireRun)).Fails(404, 409, 429);
        routes.MapApi("POST", "/runs/wait", "Creates a run on a thread of its own and answers when it has ended.", static request => WaitAloneAsync(request))
            .Takes(typeof(CreateRunRequest)).Answers(typeof(JsonElement)).Fails(404, 409, 429);
        routes.MapApi("POST", "/runs/batch", "Creates several runs, each on a thread of its own.", static request => CreateBatchAsync(request))
            .Takes(typeof(List<CreateRunRequest>)).Answers(typeof(List<WireRun>)).Fails(404, 409, 429);
    }

    /// <summary>Reads a run of a thread that the caller may see.</summary>
    public static async ValueTask<RunInfo> FindRunAsync(this ApiRequest request, string threadId, string runId)
    {
        await request.FindThreadAsync(threadId).ConfigureAwait(false);
        return await request.Coordinator.GetRunAsync(threadId, runId, request.Aborted).ConfigureAwait(false);
    }

    private static async Task CreateAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.CreateRunRequest).ConfigureAwait(false);
        var run = await new RunStarter(request).StartAsync(request.Route("thread"), body).ConfigureAwait(false);
        await AnswerAsync(request, run).ConfigureAwait(false);
    }

    private static async Task CreateAloneAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.CreateRunRequest).ConfigureAwait(false);
        await AnswerAsync(request, await new RunStarter(request).StartAloneAsync(body).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async Task CreateBatchAsync(ApiRequest request)
    {
        var bodies = await request.BodyAsync(WireJson.Default.ListCreateRunRequest).ConfigureAwait(false);
        if (bodies.Count == 0 || bodies.Contains(null!))
        {
            throw ApiException.Bad("The list of runs is empty, or has an element that is no run.");
        }

        var started = new List<StartedRun>();
        foreach (var body in bodies)
        {
            started.Add(await new RunStarter(request).StartAloneAsync(body).ConfigureAwait(false));
        }

        await request.WriteListAsync(started, static (json, run) => RunWriter.Write(json, run.Info, Fields.All, "pending")).ConfigureAwait(false);
    }

    /// <summary>A run that is accepted is pending for its creator, even if a worker has taken it in the meantime.</summary>
    private static Task AnswerAsync(ApiRequest request, StartedRun run)
    {
        request.Http.Response.Headers.ContentLocation = run.Path;
        return request.WriteAsync(json => RunWriter.Write(json, run.Info, Fields.All, "pending"));
    }

    private static async Task WaitAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.CreateRunRequest).ConfigureAwait(false);
        var run = await new RunStarter(request).StartAsync(request.Route("thread"), body).ConfigureAwait(false);
        await RunWaiter.AnswerAsync(request, run.Handle, run.Path, body.OnDisconnect == "cancel").ConfigureAwait(false);
    }

    private static async Task WaitAloneAsync(ApiRequest request)
    {
        var body = await request.BodyAsync(WireJson.Default.CreateRunRequest).ConfigureAwait(false);
        var run = await new RunStarter(request).StartAloneAsync(body).ConfigureAwait(false);
        await RunWaiter.AnswerAsync(request, run.Handle, run.Path, body.OnDisconnect == "cancel").ConfigureAwait(false);
    }

    private static async Task JoinAsync(ApiRequest request)
    {
        var run = await request.FindRunAsync(request.Route("thread"), request.Route("run")).ConfigureAwait(false);
        var handle = request.Coordinator.GetHandle(run.ThreadId, run.RunId);
        await RunWaiter.AnswerAsync(request, handle, null, request.Flag("cancel_on_disconnect")).ConfigureAwait(false);
    }

    private static async Task ListAsync(ApiRequest request)
    {
        var thread = await request.FindThreadAsync(request.Route("thread")).ConfigureAwait(false);
        var (limit, offset) = request.Page(request.Number("limit", 10), request.Number("offset", 0));
        var fields = new Fields(request.QueryList("select"));
        var runs = await RunLister.ListAsync(request.Coordinator, thread.ThreadId, request.Query("status"), limit, offset, request.Aborted).ConfigureAwait(false);
        var reasons = await CancelReasons.FindAsync(request, runs, fields).ConfigureAwait(false);
        await request.WriteListAsync(runs, (json, run) => RunWriter.Write(json, run, fields, cancelReason: reasons.GetValueOrDefault(run.RunId))).ConfigureAwait(false);
    }

    private static async Task GetAsync(ApiRequest request)
    {
        var run = await request.FindRunAsync(request.Route("thread"), request.Route("run")).ConfigureAwait(false);
        var fields = new Fields(request.QueryList("select"));
        var reasons = await CancelReasons.FindAsync(request, [run], fields).ConfigureAwait(false);
        await request.WriteAsync(json => RunWriter.Write(json, run, fields, cancelReason: reasons.GetValueOrDefault(run.RunId))).ConfigureAwait(false);
    }

    private static async Task DeleteAsync(ApiRequest request)
    {
        var run = await request.FindRunAsync(request.Route("thread"), request.Route("run")).ConfigureAwait(false);
        await RunDeletion.DeleteAsync(request, run).ConfigureAwait(false);
        request.Done();
    }
}
