namespace GraphRuntime.AspNetCore;

/// <summary>An answer other than success, thrown where the reason is found.</summary>
#pragma warning disable CA1064 // It never leaves the package: the endpoint that throws it answers with it.
internal sealed class ApiException(int status, string code, string detail) : Exception(detail)
#pragma warning restore CA1064
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Further members of the problem document.</summary>
    public Dictionary<string, object?> Members { get; } = [];

    /// <summary>When the caller may try again, or <see langword="null"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static ApiException NotFound(string what, string id) => new(StatusCodes.Status404NotFound, $"{what}_not_found", $"There is no {what} '{id}'.");

    public static ApiException Bad(string detail) => new(StatusCodes.Status400BadRequest, "bad_request", detail);

    public static ApiException Invalid(string code, string detail) => new(StatusCodes.Status422UnprocessableEntity, code, detail);

    public static ApiException Conflict(string code, string detail) => new(StatusCodes.Status409Conflict, code, detail);
}
