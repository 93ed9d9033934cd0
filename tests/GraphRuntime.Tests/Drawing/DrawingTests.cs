using GraphRuntime.Tests.Breakpoints;

namespace GraphRuntime.Tests.Drawing;

public sealed class DrawingTests
{
    private enum Mood
    {
        Good,
        Bad,
    }

    [Fact]
    public void Mermaid_shows_edges_conditions_joins_and_subgraphs_expanded() => Graph().ToMermaid().Should().Be("""
        flowchart TD
          n0([start])
          n1["check"]
          n2["end"]
          n3["plan"]
          subgraph n4["work #quot;here#quot;"]
            n5([start])
            n6["one"]
            n7([end])
            n5 --> n6
            n6 --> n7
          end
          n8([end])
          n0 --> n3
          n1 -.->|"Good"| n8
          n1 -.->|"Bad"| n3
          n1 -.-> n2
          n2 --> n8
          n3 --> n4
          n3 -->|"all"| n1
          n4 -->|"all"| n1

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void Dot_shows_the_same() => Graph().ToDot().Should().Be("""
        digraph {
          n0 [label="start", shape=oval];
          n1 [label="check", shape=box];
          n2 [label="end", shape=box];
          n3 [label="plan", shape=box];
          n4 [label="work \"here\"", shape=box];
          subgraph cluster_n4 {
            label="work \"here\"";
            n5 [label="start", shape=oval];
            n6 [label="one", shape=box];
            n7 [label="end", shape=oval];
            n5 -> n6 [style=solid];
            n6 -> n7 [style=solid];
          }
          n8 [label="end", shape=oval];
          n0 -> n3 [style=solid];
          n1 -> n8 [label="Good", style=dashed];
          n1 -> n3 [label="Bad", style=dashed];
          n1 -> n2 [style=dashed];
          n2 -> n8 [style=solid];
          n3 -> n4 [style=solid];
          n3 -> n1 [label="all", style=solid];
          n4 -> n1 [label="all", style=solid];
        }

        """.ReplaceLineEndings("\n"));

    private static CompiledGraph<TrailState> Graph() => StateGraph.Create<TrailState>("drawn")
        .AddNode("plan", _ => default)
        .AddSubgraph("work \"here\"", StateGraph.Create<TrailState>("child").AddNode("one", _ => default).AddEdge(GraphRuntime.Graph.Start, "one").Compile())
        .AddNode("check", _ => default)
        .AddNode("end", _ => default)
        .AddEdge(GraphRuntime.Graph.Start, "plan")
        .AddEdge("plan", "work \"here\"")
        .AddEdge(["plan", "work \"here\""], "check")
        .AddConditionalEdges("check", _ => Mood.Good, new Dictionary<Mood, string> { [Mood.Good] = GraphRuntime.Graph.End, [Mood.Bad] = "plan" })
        .AddConditionalEdges("check", _ => "end", "end")
        .Compile();
}
