namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>The wide workload over a map: every node reads one field by name and writes several.</summary>
internal static class WideDictWorkload
{
    private static readonly HashSet<string> s_lists = ["messages", "trigger_events", "categorizations", "responses", "memory_docs", "relevant_rules"];
    private static readonly HashSet<string> s_maps = ["user_info", "crm_info", "slack_participants", "notified_assignees", "autoresponse", "issue"];

    public static Workload Create(string name, WideShape shape)
    {
        var (loops, messages) = shape.Growth();
        var document = shape.Document();
        return new GraphWorkload<MapState>(
            name, loops * 5, loops * 6, NewGraph(name, shape.Limit), () => new MapUpdate { ["messages"] = new[] { document } }, s => List(s["messages"]).Count == messages, () => WideByHand.RunAsync(shape.Limit, document));
    }

    private static StateGraph<MapState> NewGraph(string name, int n) => StateGraph.Create<MapState>(name)
        .AddNode("one", Node(n, "messages", "trigger_events", "primary_issue_medium"))
        .AddNode("two", Node(n, "trigger_events", "autoresponse", "issue"))
        .AddNode("three", Node(n, "autoresponse", "relevant_rules"))
        .AddNode("four", Node(n, "trigger_events", "categorizations", "responses", "memory_docs"))
        .AddNode("five", Node(n, "categorizations", "user_info", "crm_info", "email_thread_id", "slack_participants", "bot_id", "notified_assignees"))
        .AddNode("six", Node(n, "responses", "messages"))
        .AddEdge(Graph.Start, "one").AddEdge("one", "two").AddEdge("two", "three").AddEdge("two", "four")
        .AddEdge(["three", "four"], "five").AddEdge("five", "six")
        .AddConditionalEdges("six", s => List(s["messages"]).Count > n ? Graph.End : "one", "one", Graph.End);

    private static Func<MapState, NodeContext, ValueTask<NodeResult<MapState>>> Node(int n, string reads, params string[] writes) => (s, _) =>
    {
        var value = s[reads];
        var (list, single) = value is IReadOnlyList<WideDocument> many ? (many, many[^1]) : ([(WideDocument)value!], (WideDocument)value!);
        var update = new MapUpdate();
        foreach (var name in writes)
        {
            update[name] = s_lists.Contains(name) ? list : s_maps.Contains(name) ? single : Deterministic.Text(n);
        }

        return ValueTask.FromResult<NodeResult<MapState>>(update);
    };

    private static IReadOnlyList<WideDocument> List(object? value) => (IReadOnlyList<WideDocument>)value!;
}
