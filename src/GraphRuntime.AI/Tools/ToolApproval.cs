using System.Text.Json;

namespace GraphRuntime.AI;

/// <summary>The question whether a tool may be called: the payload of an <see cref="Interrupt"/>, answered with a <see cref="ToolDecision"/>.</summary>
/// <param name="CallId">The id of the call.</param>
/// <param name="Tool">The name of the tool.</param>
/// <param name="Arguments">The arguments, a JSON object.</param>
/// <param name="Description">What the tool does.</param>
public sealed record ToolApproval(string CallId, string Tool, JsonElement Arguments, string? Description = null)
{
    /// <summary>Reads the question of an interrupt.</summary>
    /// <param name="interrupt">The interrupt.</param>
    /// <returns>The question; <see langword="null"/> where the interrupt asks something else.</returns>
    public static ToolApproval? Read(Interrupt interrupt)
    {
        ArgumentNullException.ThrowIfNull(interrupt);
        return Read(interrupt.Value);
    }

    /// <summary>The open questions of a thread that ask for approval.</summary>
    /// <param name="snapshot">The state of the thread.</param>
    /// <returns>The open questions.</returns>
    public static IReadOnlyList<Interrupt> Pending(StateSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return [.. snapshot.Interrupts.Where(static interrupt => Read(interrupt) is not null)];
    }

    internal static ToolApproval? Read(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("callId", out _) && value.TryGetProperty("tool", out _)
            ? value.Deserialize(ChatJsonContext.Default.ToolApproval)
            : null;
}
