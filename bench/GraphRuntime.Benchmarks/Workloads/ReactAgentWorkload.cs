using System.Collections.Immutable;

namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>A fake model that calls a tool a number of times and then answers.</summary>
internal static class ReactAgentWorkload
{
    public static Workload Create(string name, int n)
    {
        var replies = new List<ChatMessage>();
        for (var i = 0; i < n; i++)
        {
            replies.Add(new ChatMessage(Deterministic.Id(), "ai", "", new ToolCall(Deterministic.Id(), string.Concat(Enumerable.Repeat(Deterministic.Id(), 100)))));
        }

        replies.Add(new ChatMessage(Deterministic.Id(), "ai", string.Concat(Enumerable.Repeat("answer", 100))));
        var graph = StateGraph.Create<ChatState>(name)
            .AddNode("model", (s, _) => ValueTask.FromResult<NodeResult<ChatState>>(new ChatState.Update { Messages = [replies[(s.Messages.Count - 1) / 2]] }))
            .AddNode("tools", static (s, _) => ValueTask.FromResult<NodeResult<ChatState>>(new ChatState.Update { Messages = [Call(s.Messages[^1])] }))
            .AddEdge(Graph.Start, "model")
            .AddConditionalEdges("model", static s => s.Messages[^1].Call is null ? Graph.End : "tools", "tools", Graph.End)
            .AddEdge("tools", "model");
        return new GraphWorkload<ChatState>(
            name, (2 * n) + 1, (2 * n) + 1, graph, static () => new ChatState.Update { Messages = [new ChatMessage(Deterministic.Id(), "human", "hi?")] }, s => s.Messages.Count == (2 * n) + 2, () => ByHandAsync(replies));
    }

    private static ChatMessage Call(ChatMessage asking) =>
        new(Deterministic.Id(), "tool", string.Concat(Enumerable.Repeat("result for query: " + asking.Call!.Query, 10)), new ToolCall(asking.Call.Id, ""));

    private static async Task ByHandAsync(List<ChatMessage> replies)
    {
        var messages = new List<ChatMessage> { new(Deterministic.Id(), "human", "hi?") };
        foreach (var reply in replies)
        {
            messages.Add(await ValueTask.FromResult(reply));
            if (reply.Call is not null)
            {
                messages.Add(await ValueTask.FromResult(Call(reply)));
            }
        }
    }
}
