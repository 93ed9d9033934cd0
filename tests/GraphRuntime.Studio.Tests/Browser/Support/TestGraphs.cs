using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Studio.Tests.Browser;

/// <summary>Graphs that show everything that the studio can show.</summary>
internal static class TestGraphs
{
    public const int LargeGraphNodes = 300;

    public static void AddStudioTestGraphs(this IServiceCollection services, Gates gates, string store) => services
        .AddGraphRuntime(static options => options.RemovedRuns = new RemovedRunOptions())
        .AddSqlite(store)
        .AddGraph<TripState>("trip", graph => Trip(graph, gates))
        .AddGraph<PaymentState>("payment", Payment)
        .AddGraph<TalkState>("talk", graph => Talk(graph, gates))
        .AddGraph<LoopState>("loop", Loop)
        .AddGraph<LoopState>("large", Large)
        .AddGraph<NoteState>("note", Note);

    /// <summary>Two legs, each through a subgraph, then the end: <c>pack</c>, <c>journey</c> (<c>walk</c>, <c>rest</c>), <c>arrive</c>.</summary>
    private static void Trip(StateGraph<TripState> graph, Gates gates)
    {
        var journey = StateGraph.Create<TripState>("journey")
            .AddNode("walk", async (state, context) =>
            {
                await gates.PassAsync("walk", context.CancellationToken);
                return new TripState.Update { Legs = state.Legs + 1, Log = [$"walked leg {state.Legs + 1}"] };
            })
            .AddNode("rest", _ => new TripState.Update { Log = ["rested"] })
            .AddEdge(Graph.Start, "walk")
            .AddEdge("walk", "rest")
            .Compile();
        graph.AddNode("pack", state => new TripState.Update { Log = [$"packed for {state.To}"] })
            .AddSubgraph("journey", journey)
            .AddNode("arrive", state => state.To == "nowhere" ? throw new InvalidOperationException("There is no way to nowhere.") : new TripState.Update { Log = [$"arrived in {state.To}"] })
            .AddEdge(Graph.Start, "pack")
            .AddEdge("pack", "journey")
            .AddConditionalEdges("journey", state => state.Legs < 2 ? "again" : "done", new Dictionary<string, string> { ["again"] = "pack", ["done"] = "arrive" });
    }

    private static void Payment(StateGraph<PaymentState> graph) => graph
        .AddNode("approve", (state, context) =>
        {
            var decision = context.Interrupt<Decision>(new { question = $"Pay {state.Amount}?" });
            return new PaymentState.Update { Note = decision.Approved ? $"approved by {decision.By}" : $"refused by {decision.By}" };
        })
        .AddEdge(Graph.Start, "approve");

    /// <summary>Emits as many tokens as it is asked for, as fast as it can or so many a second; the last one waits at a gate.</summary>
    private static void Talk(StateGraph<TalkState> graph, Gates gates) => graph
        .AddNode("speak", async (state, context) =>
        {
            using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Math.Max(1, state.PerSecond)));
            for (var i = 1; i <= state.Tokens; i++)
            {
                if (state.PerSecond > 0)
                {
                    await pace.WaitForNextTickAsync(context.CancellationToken);
                }

                if (i == state.Tokens)
                {
                    await gates.PassAsync("last token", context.CancellationToken);
                }

                await context.EmitMessageAsync($"word{i} ", "answer");
            }

            return new TalkState.Update { Said = [$"{state.Tokens} words"] };
        })
        .AddEdge(Graph.Start, "speak");

    private static void Loop(StateGraph<LoopState> graph) => graph
        .AddNode("turn", state => new LoopState.Update { Count = state.Count + 1 })
        .AddEdge(Graph.Start, "turn")
        .AddConditionalEdges("turn", state => state.Count < state.Until ? "turn" : Graph.End, "turn", Graph.End);

    private static void Large(StateGraph<LoopState> graph)
    {
        const int width = 10;
        for (var i = 0; i < LargeGraphNodes; i++)
        {
            graph.AddNode(LargeName(i), _ => new LoopState.Update());
        }

        for (var i = 0; i < width; i++)
        {
            graph.AddEdge(Graph.Start, LargeName(i));
        }

        for (var i = width; i < LargeGraphNodes; i++)
        {
            graph.AddEdge(LargeName(i - width), LargeName(i));
        }
    }

    public static string LargeName(int index) => $"node{index:000}";

    /// <summary>Keeps what it is given, of whatever size and content.</summary>
    private static void Note(StateGraph<NoteState> graph) => graph.AddNode("keep", _ => new NoteState.Update()).AddEdge(Graph.Start, "keep");
}

[GraphState]
public sealed partial record TripState
{
    public string To { get; init; } = "";

    public int Legs { get; init; }

    [Append]
    public ImmutableArray<string> Log { get; init; } = [];
}

[GraphState]
public sealed partial record PaymentState
{
    public int Amount { get; init; }

    public string Note { get; init; } = "";
}

public sealed record Decision(string By, bool Approved, int Limit);

[GraphState]
public sealed partial record TalkState
{
    public int Tokens { get; init; }

    public int PerSecond { get; init; }

    [Append]
    public ImmutableArray<string> Said { get; init; } = [];
}

[GraphState]
public sealed partial record LoopState
{
    public int Until { get; init; } = 3;

    // Reached by several nodes at once in the large graph, none of which writes it.
    public int Count { get; init; }
}

[GraphState]
public sealed partial record NoteState
{
    public string Text { get; init; } = "";

    public JsonElement Data { get; init; }
}
