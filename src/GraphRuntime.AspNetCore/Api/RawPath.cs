using Microsoft.AspNetCore.Http.Features;

namespace GraphRuntime.AspNetCore;

/// <summary>Parts of a path as the client encoded them: routing leaves an encoded slash as it is, and could not tell it from its own encoding.</summary>
internal static class RawPath
{
    /// <summary>The part of the path that stands where the pattern of the endpoint has the parameter; <see langword="null"/> where the raw path is not known.</summary>
    public static string? Segment(HttpContext http, string parameter)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (target is not ['/', ..] || http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            return null;
        }

        var path = target.Split('?', 2)[0].TrimEnd('/').Split('/');
        var pattern = endpoint.RoutePattern.PathSegments;
        for (var fromEnd = 1; fromEnd <= pattern.Count && fromEnd <= path.Length; fromEnd++)
        {
            if (pattern[^fromEnd].Parts is [Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart part] && part.Name == parameter)
            {
                return Uri.UnescapeDataString(path[^fromEnd]);
            }
        }

        return null;
    }
}
