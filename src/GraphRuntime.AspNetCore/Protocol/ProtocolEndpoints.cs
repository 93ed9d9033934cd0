using System.Text.Json;

namespace GraphRuntime.AspNetCore;

/// <summary>The thread protocol: commands, and one stream of events for all runs of a thread.</summary>
internal static class ProtocolEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapApi("POST", "/threads/{thread}/commands", "Does a command on a thread.", static request => CommandAsync(request))
            .Takes(typeof(WireCommand)).Answers(typeof(WireReply)).Fails(409, 429);
        routes.MapApi("POST", "/threads/{thread}/stream/events", "Streams the events of a thread.", static request => StreamAsync(request))
            .Takes(typeof(WireSubscription)).AnswersEvents();
        routes.MapApi("GET", "/threads/{thread}/stream/events", "Opens a WebSocket for commands and events of a thread.", static request => ThreadSocket.ServeAsync(request))
            .AnswersNothing(101).Fails(426);
    }

    private static async Task CommandAsync(ApiRequest request)
    {
        var threadId = ThreadIds.CheckText(request.Route("thread"));
        using var document = await JsonDocument.ParseAsync(request.Http.Request.Body, new JsonDocumentOptions { MaxDepth = WireJson.MaxDepth }, request.Aborted).ConfigureAwait(false);
        var reply = await new ProtocolCommands(request, threadId).DoAsync(ProtocolCommand.Read(document.RootElement)).ConfigureAwait(false);
        request.Http.Response.StatusCode = reply.Status;
        request.Http.Response.ContentType = "application/json";
        await request.Http.Response.Body.WriteAsync(reply.Json, request.Aborted).ConfigureAwait(false);
    }

    private static async Task StreamAsync(ApiRequest request)
    {
        var threadId = ThreadIds.CheckText(request.Route("thread"));
        using var document = await JsonDocument.ParseAsync(request.Http.Request.Body, new JsonDocumentOptions { MaxDepth = WireJson.MaxDepth }, request.Aborted).ConfigureAwait(false);
        var filter = SubscriptionFilter.Read(document.RootElement, refusesUnknown: false);
        await ThreadAccess.CheckAsync(request, threadId).ConfigureAwait(false);
        using var place = request.Api.Streams.Enter(request.Owner);
        var sse = new SseWriter(request.Http.Response);
        await sse.StartAsync(request.Aborted).ConfigureAwait(false);
        try
        {
            await FollowAsync(request, threadId, filter, sse).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is GraphRuntimeException or ObjectDisposedException or ApiException)
        {
            // The thread was deleted, the store is away or the server stops. A client takes a clean end for the end of the run, so the connection is cut.
        }

        request.Http.Abort();
    }

    private static async Task FollowAsync(ApiRequest request, string threadId, SubscriptionFilter filter, SseWriter sse)
    {
        var projector = new ThreadProjector();
        await Heartbeats.ForEachAsync(
            ThreadAccess.FollowAsync(request, threadId),
            (stored, isLast) =>
            {
                foreach (var item in projector.Project(stored))
                {
                    if (filter.Takes(item))
                    {
                        sse.Write(item.Method, item.ToJson().Span, item.Id);
                    }
                }

                return isLast ? sse.FlushAsync(request.Aborted) : ValueTask.CompletedTask;
            },
            () => sse.HeartbeatAsync(request.Aborted),
            request.Api.Options.HeartbeatInterval,
            request.Api.Time,
            request.Aborted).ConfigureAwait(false);
    }
}
