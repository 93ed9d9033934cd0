namespace GraphRuntime.Threads.Tests;

/// <summary>A state of another graph.</summary>
[GraphState]
public sealed partial record OtherState
{
    public string? Text { get; init; }
}
