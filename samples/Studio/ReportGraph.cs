namespace Studio;

/// <summary>
/// A report is planned, researched question by question, written, reviewed and approved. Research and writing are subgraphs; writing has one of its own.
/// </summary>
internal static class ReportGraph
{
    public const string Name = "report";

    private const int MostRevisions = 3;
    private const int WordDelay = 40;

    public static void Build(StateGraph<ReportState> graph) => graph
        .AddNode("plan", static state => new ReportState.Update
        {
            Questions = [$"What is {state.Topic}?", $"Who needs {state.Topic}?", $"What does {state.Topic} cost?"],
            Log = ["planned"],
        })
        .AddSubgraph("research", Research())
        .AddSubgraph("write", Write())
        .AddNode("review", static (state, context) =>
        {
            var decision = context.Interrupt<Decision>(new { question = "Publish this?", state.Draft, state.Revision });
            return new ReportState.Update { Approved = decision.Approved, Log = [decision.Comment is { Length: > 0 } comment ? $"reviewed: {comment}" : "reviewed"] };
        })
        .AddNode("publish", static state => new ReportState.Update { Log = [$"published revision {state.Revision}"] })
        .AddEdge(Graph.Start, "plan")
        .AddEdge("plan", "research")
        .AddEdge("research", "write")
        .AddEdge("write", "review")
        .AddConditionalEdges("review", static state => state.Approved || state.Revision >= MostRevisions ? "publish" : "write", "publish", "write")
        .AddEdge("publish", Graph.End);

    private static CompiledGraph<ReportState> Research() => StateGraph.Create<ReportState>("research")
        .AddNode("search", static async (state, context) =>
        {
            await Task.Delay(WordDelay * 5, context.CancellationToken);
            return new ReportState.Update { Findings = [$"{state.Questions[state.Findings.Length]} Nobody knows."], Log = ["searched"] };
        })
        .AddNode("judge", static state => new ReportState.Update { Log = [$"{state.Findings.Length} of {state.Questions.Length} answered"] })
        .AddEdge(Graph.Start, "search")
        .AddEdge("search", "judge")
        .AddConditionalEdges("judge", static state => state.Findings.Length < state.Questions.Length ? "search" : Graph.End, "search", Graph.End)
        .Compile();

    private static CompiledGraph<ReportState> Write() => StateGraph.Create<ReportState>("write")
        .AddNode("outline", static _ => new ReportState.Update { Log = ["outlined"] })
        .AddNode("draft", static async (state, context) =>
        {
            var words = $"Report on {state.Topic}, revision {state.Revision + 1}. {string.Join(' ', state.Findings)}".Split(' ');
            foreach (var word in words)
            {
                await Task.Delay(WordDelay, context.CancellationToken);
                await context.EmitMessageAsync(word + " ");
            }

            return new ReportState.Update { Draft = string.Join(' ', words), Revision = state.Revision + 1, Log = ["drafted"] };
        })
        .AddSubgraph("check", Check())
        .AddEdge(Graph.Start, "outline")
        .AddEdge("outline", "draft")
        .AddEdge("draft", "check")
        .AddEdge("check", Graph.End)
        .Compile();

    private static CompiledGraph<ReportState> Check() => StateGraph.Create<ReportState>("check")
        .AddNode("spelling", static _ => new ReportState.Update { Log = ["spelling is right"] })
        .AddNode("facts", static _ => new ReportState.Update { Log = ["facts are right"] })
        .AddEdge(Graph.Start, "spelling")
        .AddEdge("spelling", "facts")
        .AddEdge("facts", Graph.End)
        .Compile();
}
