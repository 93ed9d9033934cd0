using System.Globalization;

namespace GraphRuntime.Studio;

/// <summary>The event stream of a thread.</summary>
internal static class EventEndpoints
{
    public static void Map(StudioMap map) => map.Read("api/threads/{thread}/events", StreamAsync);

    private static async Task StreamAsync(StudioRequest request)
    {
        // A browser that connects again says what it has; the address still says where it began.
        var header = request.Http.Request.Headers["Last-Event-ID"].ToString();
        var after = long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : request.Number("after") ?? 0;
        if (after < 0)
        {
            throw StudioException.Invalid("'after' is the number of an event.");
        }

        using var place = request.Services.Streams.Enter();
        request.Http.Response.ContentType = "text/event-stream";
        request.Http.Response.Headers.CacheControl = "no-store";
        await new ThreadEventStream(request, after).RunAsync().ConfigureAwait(false);
    }
}
