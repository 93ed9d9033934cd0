namespace GraphRuntime.AspNetCore;

/// <summary>The names of what a run stream can report.</summary>
internal static class StreamModeNames
{
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "values", "messages", "messages-tuple", "updates", "events", "tasks", "checkpoints", "debug", "custom", "tools", "lifecycle",
    };

    private static readonly IReadOnlyList<string> s_default = ["values"];

    public static IReadOnlyList<string> OrDefault(IReadOnlyList<string>? modes) => modes is { Count: > 0 } ? modes : s_default;

    public static void Check(IReadOnlyList<string>? modes)
    {
        if (modes?.FirstOrDefault(static mode => !s_names.Contains(mode)) is { } unknown)
        {
            throw ApiException.Bad($"'{unknown}' is no stream mode.");
        }
    }
}
