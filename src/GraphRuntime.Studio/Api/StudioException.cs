using System.Diagnostics.CodeAnalysis;

namespace GraphRuntime.Studio;

/// <summary>A request that is answered with a problem document.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It never leaves the library: it becomes the answer of the request.")]
internal sealed class StudioException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Where in a text the mistake is; <see langword="null"/> where the request has no text.</summary>
    public int? Position { get; init; }

    /// <summary>How many characters of the text are wrong.</summary>
    public int? Length { get; init; }

    public static StudioException Invalid(string message) => new(StatusCodes.Status422UnprocessableEntity, "invalid_argument", message);

    public static StudioException Forbidden(string code, string message) => new(StatusCodes.Status403Forbidden, code, message);

    public static StudioException NotFound(string code, string message) => new(StatusCodes.Status404NotFound, code, message);

    public static StudioException Conflict(string code, string message) => new(StatusCodes.Status409Conflict, code, message);
}
