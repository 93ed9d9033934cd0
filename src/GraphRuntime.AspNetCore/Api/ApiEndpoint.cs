using Microsoft.AspNetCore.Http.Features;

namespace GraphRuntime.AspNetCore;

/// <summary>Maps handlers: names the caller, limits the body, and turns exceptions into problem documents.</summary>
internal static partial class ApiEndpoint
{
    public static IEndpointConventionBuilder MapApi(this IEndpointRouteBuilder routes, string method, string pattern, string summary, Func<ApiRequest, Task> handle)
    {
        RequestDelegate serve = http => ServeAsync(http, handle);
        return routes.MapMethods(pattern, [method], serve).WithMetadata(serve.Method).WithSummary(summary).Describe(pattern);
    }

    private static async Task ServeAsync(HttpContext http, Func<ApiRequest, Task> handle)
    {
        var api = http.RequestServices.GetRequiredService<HttpApi>();
        try
        {
            LimitBody(http, api.Options);
            await handle(new ApiRequest(http, api, OwnerOf(http, api.Options))).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client has disconnected: there is no reader of an answer.
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            var problem = Problems.From(exception, api.Options);
            if (problem is null)
            {
                RequestFailed(Logger(http), exception, http.Request.Method, http.GetEndpoint()?.DisplayName);
                problem = new ApiException(StatusCodes.Status500InternalServerError, "internal_error", "The server failed. Its log has the reason.");
            }

            await (http.WebSockets.IsWebSocketRequest ? SocketChannel.RefuseAsync(http, problem) : ProblemWriter.WriteAsync(http, problem)).ConfigureAwait(false);
        }
    }

    private static string? OwnerOf(HttpContext http, HttpApiOptions options)
    {
        if (options.Owner is null)
        {
            return null;
        }

        var owner = options.Owner(http) ?? throw new ApiException(StatusCodes.Status401Unauthorized, "unauthenticated", "The request does not say who makes it.");
        return owner.StartsWith(Metadata.Reserved, StringComparison.Ordinal)
            ? throw new ApiException(StatusCodes.Status403Forbidden, "reserved_name", $"Names of callers that begin with '{Metadata.Reserved}' belong to the server.")
            : owner;
    }

    private static void LimitBody(HttpContext http, HttpApiOptions options)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = options.MaxRequestBytes;
        }
    }

    private static ILogger Logger(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("GraphRuntime.AspNetCore");

    [LoggerMessage(EventId = 4001, Level = LogLevel.Error, Message = "{Method} {Endpoint} failed.")]
    private static partial void RequestFailed(ILogger logger, Exception exception, string method, string? endpoint);
}
