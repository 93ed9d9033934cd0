using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GraphRuntime.Studio;

/// <summary>Streams of lists: threads, open questions of all threads, and operations. Each begins with the whole list, so that a reader who connects again misses nothing.</summary>
internal static class LiveEndpoints
{
    public static void Map(StudioMap map)
    {
        map.Read("api/live/threads", static request =>
        {
            var (services, (limit, offset), status) = (request.Services, request.Page(), ThreadEndpoints.StatusOf(request.Query("status")));
            return FollowAsync(request, Key("threads", status, limit, offset), token => ThreadEndpoints.ListAsync(services, status, limit, offset, token), StudioJson.Default.ItemPageThreadView);
        });
        map.Read("api/live/questions", static request =>
        {
            var (services, (limit, offset)) = (request.Services, request.Page());
            return FollowAsync(request, Key("questions", null, limit, offset), token => QuestionEndpoints.ListAsync(services, limit, offset, token), StudioJson.Default.ItemPageQuestionView);
        });
        map.Read("api/live/operations", static request =>
        {
            var services = request.Services;
            return FollowAsync(request, "operations", token => OperationEndpoints.ReadAsync(services, token), StudioJson.Default.OperationsView);
        });
    }

    private static string Key(string list, ThreadStatus? status, int limit, int offset) => string.Create(CultureInfo.InvariantCulture, $"{list} {status} {limit} {offset}");

    private static async Task FollowAsync<T>(StudioRequest request, string key, Func<CancellationToken, ValueTask<T>> read, JsonTypeInfo<T> info)
    {
        using var place = request.Services.Streams.Enter();
        var list = request.Services.Lists.Open(key, async token => JsonSerializer.SerializeToUtf8Bytes(await read(token).ConfigureAwait(false), info));
        try
        {
            request.Http.Response.ContentType = "text/event-stream";
            request.Http.Response.Headers.CacheControl = "no-store";
            await new LiveStream(request, list).RunAsync().ConfigureAwait(false);
        }
        finally
        {
            request.Services.Lists.Close(list);
        }
    }
}
