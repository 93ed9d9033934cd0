namespace GraphRuntime.AspNetCore;

/// <summary>Checks the parts of a request for a run that have only a few values.</summary>
internal static class RunChecks
{
    private const double MaxDelay = 365 * 86400d;

    public static void Check(CreateRunRequest body)
    {
        OneOf(body.OnDisconnect, "on_disconnect", "cancel", "continue");
        OneOf(body.IfNotExists, "if_not_exists", "create", "reject");
        OneOf(body.OnCompletion, "on_completion", "delete", "keep");
        OneOf(body.Durability, "durability", "sync", "async", "exit");
        if (body.AfterSeconds is < 0 or > MaxDelay)
        {
            throw ApiException.Invalid("invalid_argument", "'after_seconds' is from 0 to a year.");
        }

        if (body.Config?.RecursionLimit < 1)
        {
            throw ApiException.Invalid("invalid_argument", "'recursion_limit' is at least 1.");
        }

        StreamModeNames.Check(body.StreamMode);
    }

    private static void OneOf(string? given, string name, params ReadOnlySpan<string> values)
    {
        if (given is not null && !values.Contains(given))
        {
            throw ApiException.Bad($"'{name}' is '{string.Join("' or '", values!)}'.");
        }
    }
}
