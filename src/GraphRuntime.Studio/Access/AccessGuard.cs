using System.Net;
using Microsoft.AspNetCore.Authorization;

namespace GraphRuntime.Studio;

/// <summary>Says who may use the studio: this computer, and others where the host allows them and has authorized them.</summary>
internal static class AccessGuard
{
    /// <exception cref="StudioException">The request is refused.</exception>
    public static void Check(HttpContext http, StudioOptions options)
    {
        RefuseCrossSite(http.Request);
        var isLocal = IsFromHere(http);
        if (isLocal && !NamesThisComputer(http.Request.Host) && !options.AllowRemoteAccess)
        {
            // A page of another site whose name was pointed at this computer (DNS rebinding) sends its own name.
            throw StudioException.Forbidden("bad_host", "The studio answers to localhost and loopback addresses only. Set StudioOptions.AllowRemoteAccess to use it by another name.");
        }

        if (!isLocal && !options.AllowRemoteAccess)
        {
            throw StudioException.Forbidden("not_local", "The studio answers to the computer that it runs on only. Set StudioOptions.AllowRemoteAccess and require authorization to allow others.");
        }

        if (!(isLocal && NamesThisComputer(http.Request.Host)) && http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null)
        {
            throw StudioException.Forbidden("not_local", "Remote access is allowed, but the studio has no authorization. Call RequireAuthorization() on what MapGraphRuntimeStudio returns.");
        }
    }

    /// <summary>Whether the request was sent by this computer itself, and not passed on by a proxy on it.</summary>
    private static bool IsFromHere(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded");

    private static bool NamesThisComputer(HostString host) =>
        string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static void RefuseCrossSite(HttpRequest request)
    {
        // A user who follows a link from elsewhere to the page itself is no attack; everything else from another site is.
        var isNavigation = string.Equals(request.Headers["Sec-Fetch-Mode"], "navigate", StringComparison.Ordinal) && HttpMethods.IsGet(request.Method);
        if (request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" && !isNavigation)
        {
            throw StudioException.Forbidden("cross_site", "The request comes from a page of another site.");
        }
    }
}
