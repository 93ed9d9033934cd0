namespace GraphRuntime.Studio;

/// <summary>Protects what changes something: read-only mode, and requests that pages of other sites could send.</summary>
internal static class WriteGuard
{
    /// <summary>A page of another site cannot send this header without the permission of this server, which is never given.</summary>
    public const string Header = "X-GraphRuntime-Studio";

    /// <exception cref="StudioException">The request is refused.</exception>
    public static void Check(HttpContext http, StudioOptions options)
    {
        if (options.IsReadOnly)
        {
            throw StudioException.Forbidden("read_only", "The studio is in read-only mode.");
        }

        var request = http.Request;
        var origin = request.Headers.Origin.ToString();
        var isOwn = origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, Authority(request), StringComparison.OrdinalIgnoreCase));
        if (!isOwn || request.Headers[Header].ToString() != "1")
        {
            throw StudioException.Forbidden("cross_site", $"Requests that change something come from the page of the studio itself, and have the header '{Header}: 1'.");
        }
    }

    /// <exception cref="StudioException">The body is not sent as JSON.</exception>
    public static void RequireJson(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            throw new StudioException(StatusCodes.Status415UnsupportedMediaType, "invalid_argument", "The body is sent as application/json.");
        }
    }

    private static string Authority(HttpRequest request) => new Uri($"{request.Scheme}://{request.Host.ToUriComponent()}").Authority;
}
