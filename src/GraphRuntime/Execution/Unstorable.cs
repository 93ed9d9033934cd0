using System.Text.Json;

namespace GraphRuntime.Execution;

/// <summary>Recognises what writing JSON throws where a value is no tree, or too deep a one, for its readers.</summary>
internal static class Unstorable
{
    public static bool Is(Exception exception) => exception is JsonException or InvalidOperationException or NotSupportedException;
}
