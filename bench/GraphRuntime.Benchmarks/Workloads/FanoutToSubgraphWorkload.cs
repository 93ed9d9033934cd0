using System.Text.Json.Serialization;

namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>One send for each subject to a subgraph that tells jokes.</summary>
internal static class FanoutToSubgraphWorkload
{
    private const int Bumps = 10;

    private static readonly string s_suffix = string.Concat(Enumerable.Repeat(" a", Bumps));

    public static Workload Create(string name, int n)
    {
        var graph = StateGraph.Create<SubjectsState>(name)
            .AddSubgraph<SubjectArgument, JokeState>(
                "generate_joke", Subgraph(), static a => new JokeState.Update { Subject = a.Subject }, static s => new SubjectsState.Update { Jokes = s.Jokes })
            .AddConditionalEdges(Graph.Start, static s => s.Subjects.Select(static x => Send.To("generate_joke", new SubjectArgument(x))).ToArray(), "generate_joke")
            .AddEdge("generate_joke", Graph.End);
        var subjects = Enumerable.Range(0, n).Select(static _ => Deterministic.Text(1000)).ToArray();
        return new GraphWorkload<SubjectsState>(
            name, 1 + ((Bumps + 2) * n), (Bumps + 3) * n, graph, () => new SubjectsState.Update { Subjects = subjects }, s => s.Jokes.Count == n && s.Jokes[0].EndsWith(s_suffix, StringComparison.Ordinal), () => ByHandAsync(subjects));
    }

    private static CompiledGraph<JokeState> Subgraph() => StateGraph.Create<JokeState>("joke")
        .AddNode("edit", static (s, _) => Result(new JokeState.Update { Subject = s.Subject + " - hohoho" }))
        .AddNode("generate", static (s, _) => Result(new JokeState.Update { Jokes = ["Joke about " + s.Subject] }))
        .AddNode("bump", static (s, _) => Result(new JokeState.Update { Jokes = [s.Jokes[0] + " a"] }))
        .AddEdge(Graph.Start, "edit").AddEdge("edit", "generate").AddEdge("generate", "bump").AddEdge("generate", Graph.End)
        .AddConditionalEdges("bump", static s => s.Jokes[0].EndsWith(s_suffix, StringComparison.Ordinal) ? Graph.End : "bump", "bump", Graph.End)
        .Compile();

    private static ValueTask<NodeResult<JokeState>> Result(JokeState.Update update) => ValueTask.FromResult<NodeResult<JokeState>>(update);

    private static async Task ByHandAsync(string[] subjects)
    {
        var jokes = await Task.WhenAll(subjects.Select(static async subject =>
        {
            var joke = await Task.FromResult("Joke about " + subject + " - hohoho");
            while (!joke.EndsWith(s_suffix, StringComparison.Ordinal))
            {
                joke = await Task.FromResult(joke + " a");
            }

            return joke;
        }));
        GC.KeepAlive(jokes);
    }
}

/// <summary>What is sent to the subgraph.</summary>
internal sealed record SubjectArgument(string Subject);

/// <summary>The state of the outer graph.</summary>
[GraphState(JsonContext = typeof(JokeJson))]
internal sealed partial record SubjectsState
{
    public IReadOnlyList<string> Subjects { get; init; } = [];

    [Append]
    public IReadOnlyList<string> Jokes { get; init; } = [];
}

/// <summary>The state of the subgraph.</summary>
[GraphState(JsonContext = typeof(JokeJson))]
internal sealed partial record JokeState
{
    public string Subject { get; init; } = "";

    public IReadOnlyList<string> Jokes { get; init; } = [];
}

[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(SubjectArgument))]
internal sealed partial class JokeJson : JsonSerializerContext;
