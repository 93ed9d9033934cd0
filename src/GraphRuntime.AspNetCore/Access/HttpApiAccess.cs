namespace GraphRuntime.AspNetCore;

/// <summary>Ready-made rules for <see cref="HttpApiOptions.Owner"/>.</summary>
public static class HttpApiAccess
{
    /// <summary>The name of the authenticated user; <see langword="null"/> for anybody else.</summary>
    public static Func<HttpContext, string?> ByUserName { get; } =
        static http => http.User.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } ? name : null;
}
