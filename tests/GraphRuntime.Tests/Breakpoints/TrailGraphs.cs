using GraphRuntime.Checkpointing;

namespace GraphRuntime.Tests.Breakpoints;

internal static class TrailGraphs
{
    /// <summary>a, then b, then c; each leaves its name.</summary>
    public static StateGraph<TrailState> Abc() => StateGraph.Create<TrailState>("abc")
        .AddNode("a", _ => new TrailState.Update { Trail = ["a"] })
        .AddNode("b", _ => new TrailState.Update { Trail = ["b"] })
        .AddNode("c", _ => new TrailState.Update { Trail = ["c"] })
        .AddEdge(Graph.Start, "a")
        .AddEdge("a", "b")
        .AddEdge("b", "c");

    /// <summary>The guide's graph: the second step pauses while the input is longer than five characters.</summary>
    public static StateGraph<TrailState> LongInput(Action? entered = null) => StateGraph.Create<TrailState>("long_input")
        .AddNode("step_1", _ => new TrailState.Update { Trail = ["1"] })
        .AddNode("step_2", s =>
        {
            entered?.Invoke();
            return s.Input!.Length > 5
                ? throw new NodeInterruptException($"Received input that is longer than 5 characters: {s.Input}")
                : new TrailState.Update { Trail = ["2"] };
        })
        .AddNode("step_3", _ => new TrailState.Update { Trail = ["3"] })
        .AddEdge(Graph.Start, "step_1")
        .AddEdge("step_1", "step_2")
        .AddEdge("step_2", "step_3");

    public static CompileOptions Stored(IReadOnlyList<string>? before = null, IReadOnlyList<string>? after = null) => new()
    {
        Checkpointer = new InMemoryCheckpointer(),
        InterruptBefore = before ?? [],
        InterruptAfter = after ?? [],
    };
}
