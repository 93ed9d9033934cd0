using Microsoft.Extensions.AI;

namespace TaskMaistro.Assistant;

/// <summary>Pauses the run while the newest message is too long.</summary>
internal static class CheckInputNode
{
    public const int MaxLength = 100;

    public static NodeResult<TaskState> Run(TaskState state) =>
        state.Messages[^1] is { Text: { Length: > MaxLength } text } message && message.Role == ChatRole.User
            ? throw new NodeInterruptException($"Received input that is longer than {MaxLength} characters: {text}")
            : NodeResult<TaskState>.None;
}
