using Microsoft.AspNetCore.Http.Features;

namespace GraphRuntime.Studio;

/// <summary>Maps handlers: guards the request, limits its body, and turns exceptions into problem documents.</summary>
internal sealed partial class StudioMap(RouteGroupBuilder group, StudioServices services)
{
    /// <summary>Maps an endpoint that changes nothing.</summary>
    public void Read(string pattern, Func<StudioRequest, Task> handle, string? method = null) => Map(method ?? HttpMethods.Get, pattern, handle);

    /// <summary>Maps an endpoint that changes something: it is closed in read-only mode and to pages of other sites.</summary>
    public void Write(string method, string pattern, Func<StudioRequest, Task> handle) => Map(method, "api/" + pattern, request =>
    {
        WriteGuard.Check(request.Http, services.Options);
        return handle(request);
    });

    private void Map(string method, string pattern, Func<StudioRequest, Task> handle)
    {
        RequestDelegate serve = http => ServeAsync(http, handle);
        group.MapMethods(pattern, [method], serve);
    }

    private async Task ServeAsync(HttpContext http, Func<StudioRequest, Task> handle)
    {
        try
        {
            SecurityHeaders.Write(http.Response);
            AccessGuard.Check(http, services.Options);
            if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            {
                limit.MaxRequestBodySize = services.Options.MaxRequestBytes;
            }

            await handle(new StudioRequest(http, services)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The browser has gone: there is no reader of an answer.
        }
        catch (Exception exception) when (!http.Response.HasStarted)
        {
            var problem = StudioProblems.From(exception);
            if (problem is null)
            {
                RequestFailed(services.Logger, exception, http.Request.Method, http.GetEndpoint()?.DisplayName);
                problem = new StudioException(StatusCodes.Status500InternalServerError, "internal_error", "The server failed. Its log has the reason.");
            }

            http.Response.Clear();
            SecurityHeaders.Write(http.Response);
            await StudioProblems.WriteAsync(http, problem).ConfigureAwait(false);
        }
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Error, Message = "{Method} {Endpoint} failed.")]
    private static partial void RequestFailed(ILogger logger, Exception exception, string method, string? endpoint);
}
