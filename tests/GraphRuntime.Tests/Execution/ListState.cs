namespace GraphRuntime.Tests.Execution;

[GraphState]
public sealed partial record ListState
{
    [Append]
    public IReadOnlyList<string> Items { get; init; } = [];

    public string? Name { get; init; }
}
