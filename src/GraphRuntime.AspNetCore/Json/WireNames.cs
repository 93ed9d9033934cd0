using GraphRuntime.Checkpointing;

namespace GraphRuntime.AspNetCore;

/// <summary>Names of the library's enums on the wire.</summary>
internal static class WireNames
{
    public static string Of(CheckpointSource source) => source switch
    {
        CheckpointSource.Input => "input",
        CheckpointSource.Update => "update",
        CheckpointSource.Fork => "fork",
        _ => "loop",
    };

    public static CheckpointSource? ParseSource(string source) => source switch
    {
        "input" => CheckpointSource.Input,
        "update" => CheckpointSource.Update,
        "fork" => CheckpointSource.Fork,
        "loop" => CheckpointSource.Loop,
        _ => null,
    };

    /// <summary>The name of a stored enum value.</summary>
    public static string? Lower(string? name) => name is { Length: > 0 } ? string.Concat(char.ToLowerInvariant(name[0]).ToString(), name.AsSpan(1)) : name;

    public static MultitaskStrategy? ParseStrategy(string? strategy) => strategy switch
    {
        null => null,
        _ => MultitaskStrategyNames.Parse(strategy),
    };
}
