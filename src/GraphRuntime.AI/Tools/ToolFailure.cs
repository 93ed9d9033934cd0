using System.Text.Json;

namespace GraphRuntime.AI;

/// <summary>How the failure of a call that is done once is recorded: as an object that no tool returns. Other results are recorded as they are.</summary>
internal static class ToolFailure
{
    private const string Member = "graphruntime:error";

    public static JsonElement Write(string text) => ChatJson.ToElement(new Dictionary<string, object?> { [Member] = text });

    /// <summary>What the model was told of the failure; <see langword="null"/> for another result.</summary>
    public static string? Read(JsonElement outcome) =>
        outcome.ValueKind == JsonValueKind.Object && outcome.GetPropertyCount() == 1 && outcome.TryGetProperty(Member, out var text) ? text.GetString() : null;
}
