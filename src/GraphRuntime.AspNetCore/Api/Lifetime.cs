namespace GraphRuntime.AspNetCore;

/// <summary>How long threads and items live (<c>ttl</c>).</summary>
internal static class Lifetime
{
    private const double MaxMinutes = 10 * 365 * 24 * 60d;

    /// <summary>Checks a number of minutes.</summary>
    public static double Check(double minutes) => minutes is > 0 and <= MaxMinutes ? minutes : throw Wrong();

    public static ApiException Wrong() => ApiException.Invalid("invalid_argument", "'ttl' is a number of minutes, at most ten years.");
}
