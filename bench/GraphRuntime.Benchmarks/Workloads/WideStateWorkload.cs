namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>Six nodes in a loop that pass documents through the fields of a typed state.</summary>
internal static class WideStateWorkload
{
    public static Workload Create(string name, WideShape shape)
    {
        var (loops, messages) = shape.Growth();
        var document = shape.Document();
        return new GraphWorkload<WideState>(
            name, loops * 5, loops * 6, NewGraph(name, shape.Limit), () => new WideState.Update { Messages = [document] }, s => s.Messages.Count == messages, () => WideByHand.RunAsync(shape.Limit, document));
    }

    private static StateGraph<WideState> NewGraph(string name, int n) => StateGraph.Create<WideState>(name)
        .AddNode("one", (s, _) => Result(new() { TriggerEvents = s.Messages, PrimaryIssueMedium = Deterministic.Text(n) }))
        .AddNode("two", static (s, _) => Result(new() { Autoresponse = s.TriggerEvents[^1], Issue = s.TriggerEvents[^1] }))
        .AddNode("three", static (s, _) => Result(new() { RelevantRules = [s.Autoresponse!] }))
        .AddNode("four", static (s, _) => Result(new() { Categorizations = s.TriggerEvents, Responses = s.TriggerEvents, MemoryDocs = s.TriggerEvents }))
        .AddNode("five", (s, _) => Result(new()
        {
            UserInfo = s.Categorizations[^1],
            CrmInfo = s.Categorizations[^1],
            EmailThreadId = Deterministic.Text(n),
            SlackParticipants = s.Categorizations[^1],
            BotId = Deterministic.Text(n),
            NotifiedAssignees = s.Categorizations[^1],
        }))
        .AddNode("six", static (s, _) => Result(new() { Messages = s.Responses }))
        .AddEdge(Graph.Start, "one").AddEdge("one", "two").AddEdge("two", "three").AddEdge("two", "four")
        .AddEdge(["three", "four"], "five").AddEdge("five", "six")
        .AddConditionalEdges("six", s => s.Messages.Count > n ? Graph.End : "one", "one", Graph.End);

    private static ValueTask<NodeResult<WideState>> Result(WideState.Update update) => ValueTask.FromResult<NodeResult<WideState>>(update);
}
