using System.Text.Json;

namespace GraphRuntime.Studio;

/// <summary>Metadata of runs that the studio made, and of their checkpoints.</summary>
internal static class StudioMark
{
    /// <summary>The value is the command, such as <c>stepOver</c>.</summary>
    public const string Key = "studio";

    /// <summary>The command that made a run; <see langword="null"/> for a run that the studio did not make.</summary>
    public static string? Of(IReadOnlyDictionary<string, JsonElement> metadata) => metadata.TryGetValue(Key, out var mark) && mark.ValueKind == JsonValueKind.String ? mark.GetString() : null;

    public static Dictionary<string, object?> On(string command, IReadOnlyDictionary<string, object?>? metadata = null) => new(metadata ?? new Dictionary<string, object?>(), StringComparer.Ordinal) { [Key] = command };
}
