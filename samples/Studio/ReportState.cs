namespace Studio;

/// <summary>The state of the report graph and of its subgraphs.</summary>
[GraphState]
public sealed partial record ReportState
{
    public string Topic { get; init; } = "";

    public ImmutableArray<string> Questions { get; init; } = [];

    [Append]
    public ImmutableArray<string> Findings { get; init; } = [];

    [Append]
    public ImmutableArray<string> Log { get; init; } = [];

    public string Draft { get; init; } = "";

    public int Revision { get; init; }

    public bool Approved { get; init; }
}
