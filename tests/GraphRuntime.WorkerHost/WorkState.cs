using System.Collections.Immutable;

namespace GraphRuntime.WorkerHost;

/// <summary>What was said on a thread, and what was done about it.</summary>
[GraphState]
public sealed partial record WorkState
{
    [Append]
    public ImmutableArray<string> Messages { get; init; } = [];
}
