namespace GraphRuntime.Studio;

/// <summary>Metadata of runs that the studio made, and of their checkpoints.</summary>
internal static class StudioMark
{
    /// <summary>The value is the command, such as <c>stepOver</c>.</summary>
    public const string Key = "studio";

    public static Dictionary<string, object?> On(string command, IReadOnlyDictionary<string, object?>? metadata = null) => new(metadata ?? new Dictionary<string, object?>(), StringComparer.Ordinal) { [Key] = command };
}
