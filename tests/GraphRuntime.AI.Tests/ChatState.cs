namespace GraphRuntime.AI.Tests;

[GraphState]
public sealed partial record ChatState
{
    [Messages] public IReadOnlyList<ChatMessage> Messages { get; init; } = [];

    public string? Draft { get; init; }
}
