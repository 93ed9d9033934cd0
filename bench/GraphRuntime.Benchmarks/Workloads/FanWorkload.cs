using System.Text.Json.Serialization;

namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>One node, many side by side, and one that waits for all of them.</summary>
internal static class FanWorkload
{
    private const int Length = 1000;

    public static Workload Create(string name, int n)
    {
        var graph = StateGraph.Create<FanState>(name)
            .AddNode("src", static (s, _) => ValueTask.FromResult<NodeResult<FanState>>(new FanState.Update { N = s.N }))
            .AddNode("sink", static (s, _) => ValueTask.FromResult<NodeResult<FanState>>(new FanState.Update { Total = s.Out.Sum(static o => o.Length) }));
        var workers = new string[n];
        for (var i = 0; i < n; i++)
        {
            var letter = (char)('a' + (i % 26));
            workers[i] = "w_" + i;
            graph.AddNode(workers[i], (_, _) => ValueTask.FromResult<NodeResult<FanState>>(new FanState.Update { Out = [new string(letter, Length)] }));
            graph.AddEdge("src", workers[i]);
        }

        graph.AddEdge(Graph.Start, "src").AddEdge(workers, "sink").AddEdge("sink", Graph.End);
        return new GraphWorkload<FanState>(name, 3, n + 2, graph, static () => new FanState.Update { N = 1 }, s => s.Total == n * Length, () => ByHandAsync(n));
    }

    private static async Task ByHandAsync(int n)
    {
        var workers = new Task<string>[n];
        for (var i = 0; i < n; i++)
        {
            workers[i] = Task.FromResult(new string((char)('a' + (i % 26)), Length));
        }

        var texts = await Task.WhenAll(workers);
        if (texts.Sum(static t => t.Length) != n * Length)
        {
            throw new InvalidOperationException("The sum is wrong.");
        }
    }
}

/// <summary>The state of the fan.</summary>
[GraphState(JsonContext = typeof(FanStateJson))]
internal sealed partial record FanState
{
    public int N { get; init; }

    [Append]
    public IReadOnlyList<string> Out { get; init; } = [];

    public int Total { get; init; }
}

[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(int))]
internal sealed partial class FanStateJson : JsonSerializerContext;
