namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>A number.</summary>
[GraphState]
internal sealed partial record CounterState
{
    public int N { get; init; }
}
