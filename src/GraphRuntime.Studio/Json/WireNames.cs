using System.Text.Json;
using GraphRuntime.Threads;

namespace GraphRuntime.Studio;

/// <summary>Names of values of enumerations, as they are in stored events.</summary>
internal static class WireNames
{
    public static string Of(RunStatus status) => Name(JsonSerializer.SerializeToElement(status, StudioJson.Default.RunStatus));

    /// <summary>The name; <see langword="null"/> where the status says everything.</summary>
    public static string? Of(RunStatusReason reason) => reason == RunStatusReason.None ? null : Name(JsonSerializer.SerializeToElement(reason, StudioJson.Default.RunStatusReason));

    public static string Of(DecidedOutcome outcome) => Name(JsonSerializer.SerializeToElement(outcome, StudioJson.Default.DecidedOutcome));

    /// <summary>A fact is stored by its number; among the events of a thread it has this name.</summary>
    public static string Of(RunFactKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    public static string Of(ThreadStatus status) => Name(JsonSerializer.SerializeToElement(status, StudioJson.Default.ThreadStatus));

    public static string Of(Checkpointing.CheckpointSource source) => source switch
    {
        Checkpointing.CheckpointSource.Input => "input",
        Checkpointing.CheckpointSource.Update => "update",
        Checkpointing.CheckpointSource.Fork => "fork",
        _ => "loop",
    };

    private static string Name(JsonElement json) => json.GetString()!;
}
