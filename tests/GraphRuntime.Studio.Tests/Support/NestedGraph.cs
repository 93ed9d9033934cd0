namespace GraphRuntime.Studio.Tests;

/// <summary>start → first → outer(a → inner(x → y) → b) → last → end. Each node counts and leaves its name.</summary>
internal static class NestedGraph
{
    public const string Name = "nested";

    public static void Build(StateGraph<NestedState> graph) => graph
        .AddNode("first", static state => Step(state, "first"))
        .AddSubgraph("outer", Outer())
        .AddNode("last", static state => Step(state, "last"))
        .AddEdge(Graph.Start, "first")
        .AddEdge("first", "outer")
        .AddEdge("outer", "last")
        .AddEdge("last", Graph.End);

    private static CompiledGraph<NestedState> Outer() => StateGraph.Create<NestedState>("outer")
        .AddNode("a", static state => Step(state, "a"))
        .AddSubgraph("inner", Inner())
        .AddNode("b", static state => Step(state, "b"))
        .AddEdge(Graph.Start, "a")
        .AddEdge("a", "inner")
        .AddEdge("inner", "b")
        .Compile();

    private static CompiledGraph<NestedState> Inner() => StateGraph.Create<NestedState>("inner")
        .AddNode("x", static state => Step(state, "x"))
        .AddNode("y", static state => Step(state, "y"))
        .AddEdge(Graph.Start, "x")
        .AddEdge("x", "y")
        .Compile();

    private static NestedState.Update Step(NestedState state, string node) => new() { Trail = [node], Count = state.Count + 1 };
}

/// <summary>The state of the nested graph.</summary>
[GraphState]
public sealed partial record NestedState
{
    [Append]
    public ImmutableArray<string> Trail { get; init; } = [];

    public int Count { get; init; }

    public string Text { get; init; } = "";
}
