namespace GraphRuntime.AspNetCore;

/// <summary>Which ids threads may have.</summary>
internal static class ThreadIds
{
    private const int MaxLength = 255;

    /// <summary>Checks an id for a thread that is created by a REST endpoint.</summary>
    public static string Check(string id, HttpApiOptions options)
    {
        CheckText(id);
        return options.RequireUuidThreadIds && !Guid.TryParse(id, out _)
            ? throw ApiException.Invalid("invalid_thread_id", "The id of a thread is a UUID.")
            : id;
    }

    public static string CheckText(string id) => id.Length is 0 or > MaxLength || id.Any(char.IsControl)
        ? throw ApiException.Invalid("invalid_thread_id", $"The id of a thread has 1 to {MaxLength} characters and no control characters.")
        : id;
}
