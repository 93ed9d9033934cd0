using GraphRuntime.Checkpointing;

// A compiled graph can be a node of another graph: with the same state, or with one of its own and functions in between.
// A breakpoint inside a subgraph is set when the subgraph is compiled, or for a run by its path; the parent pauses with it and one resume goes on.
var review = StateGraph.Create<ArticleState>("review")
    .AddNode("spelling", _ => new ArticleState.Update { Log = ["spelling checked"] })
    .AddNode("facts", _ => new ArticleState.Update { Log = ["facts checked"] })
    .AddEdge(Graph.Start, "spelling")
    .AddEdge("spelling", "facts")
    .Compile(new() { InterruptBefore = ["facts"] });

var summary = StateGraph.Create<SummaryState>("summary")
    .AddNode("shorten", state => new SummaryState.Update { Summary = state.Text.Split('.')[0] + "." })
    .AddEdge(Graph.Start, "shorten")
    .Compile();

var graph = StateGraph.Create<ArticleState>("article")
    .AddNode("write", _ => new ArticleState.Update { Text = "Graphs run. They also pause.", Log = ["written"] })
    .AddSubgraph("review", review)
    .AddSubgraph(
        "summarize",
        summary,
        article => new SummaryState.Update { Text = article.Text },
        done => new ArticleState.Update { Log = ["summary: " + done.Summary] })
    .AddEdge(Graph.Start, "write")
    .AddEdge("write", "review")
    .AddEdge("review", "summarize")
    .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

var paused = await graph.InvokeAsync(new ArticleState.Update { Log = ["ordered"] }, "t1");
var snapshot = await graph.GetStateAsync("t1", subgraphs: true);
Console.WriteLine($"paused: {paused.IsPaused}, in {snapshot.Next[0]} before {snapshot.Tasks[0].Subgraph!.Next[0]}");

var done = await graph.InvokeAsync(GraphInput.Resume, "t1");
Console.WriteLine(string.Join(Environment.NewLine, done.State.Log));

[GraphState]
public sealed partial record ArticleState
{
    public string Text { get; init; } = "";

    [Append]
    public ImmutableArray<string> Log { get; init; } = [];
}

[GraphState]
public sealed partial record SummaryState
{
    public string Text { get; init; } = "";

    public string Summary { get; init; } = "";
}
