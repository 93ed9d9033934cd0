using System.Collections.Immutable;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Tests.State;

[GraphState]
internal sealed partial record KindState
{
    public int Turn { get; init; }

    [Append]
    public ImmutableArray<string> Log { get; init; } = [];

    [Merge]
    public ImmutableDictionary<string, int> Scores { get; init; } = ImmutableDictionary<string, int>.Empty;

    [Reduce(nameof(Longer))]
    public string Best { get; init; } = "";

    [Ephemeral]
    public string? Hint { get; init; }

    [Untracked]
    public string? Secret { get; init; }

    [Topic]
    public ImmutableArray<string> News { get; init; } = [];

    private static string Longer(string current, string update) => update.Length > current.Length ? update : current;
}

public sealed class ChannelKindTests
{
    private readonly List<string> _seen = [];

    [Fact]
    public async Task Each_kind_of_channel_lives_as_long_and_takes_writes_as_it_says()
    {
        var graph = Graph();

        var done = await graph.InvokeAsync(new KindState.Update { Turn = 1, Hint = "h0", Secret = "s", Best = "long input" }, "t");

        _seen.Should().Equal("one: hint h0, secret s, news ", "two: hint , secret s, news n1 n2", "three: hint h2, secret s, news ");
        done.State.Log.Should().Equal("one", "beside", "two", "three");
        done.State.Scores.Should().BeEquivalentTo(new Dictionary<string, int> { ["a"] = 2, ["b"] = 1 });
        done.State.Best.Should().Be("long input");
        var stored = (await graph.GetStateAsync("t")).State;
        stored.Hint.Should().BeNull();
        stored.Secret.Should().BeNull("it is never stored");
    }

    [Fact]
    public async Task An_overwrite_beats_the_other_writes_of_its_superstep_and_edits_can_overwrite_too()
    {
        var graph = StateGraph.Create<KindState>("overwrite")
            .AddNode("a", _ => new KindState.Update { Log = ["a"], Scores = Scores("x", 1) })
            .AddNode("b", _ => new KindState.Update { LogOverwrite = ["b"], ScoresOverwrite = Scores("y", 2), BestOverwrite = "b" })
            .AddNode("c", _ => new KindState.Update { Log = ["c"], Best = "longer than b" })
            .AddEdge(GraphRuntime.Graph.Start, "a")
            .AddEdge(GraphRuntime.Graph.Start, "b")
            .AddEdge(GraphRuntime.Graph.Start, "c")
            .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

        var done = (await graph.InvokeAsync(new KindState.Update { Log = ["in"] }, "t")).State;
        await graph.UpdateStateAsync("t", new KindState.Update { LogOverwrite = ["edited"] }, "a");

        done.Log.Should().Equal("b");
        done.Scores.Keys.Should().Equal("y");
        done.Best.Should().Be("b");
        (await graph.GetStateAsync("t")).State.Log.Should().Equal("edited");
        (await graph.GetHistoryAsync("t").LastAsync(s => s.Step == 1)).State.Log.Should().Equal("b");
    }

    private CompiledGraph<KindState> Graph() => StateGraph.Create<KindState>("kinds")
        .AddNode("one", s => Saw("one", s, new() { Log = ["one"], Scores = Scores("a", 1), News = ["n1"] }))
        .AddNode("one_beside", _ => new KindState.Update { Log = ["beside"], Scores = Scores("a", 2).Add("b", 1), News = ["n2"], Best = "short" })
        .AddNode("two", s => Saw("two", s, new() { Log = ["two"], Hint = "h2" }))
        .AddNode("three", s => Saw("three", s, new() { Log = ["three"] }))
        .AddEdge(GraphRuntime.Graph.Start, "one")
        .AddEdge(GraphRuntime.Graph.Start, "one_beside")
        .AddEdge("one", "two")
        .AddEdge("two", "three")
        .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

    private KindState.Update Saw(string node, KindState state, KindState.Update update)
    {
        _seen.Add($"{node}: hint {state.Hint}, secret {state.Secret}, news {string.Join(' ', state.News)}");
        return update;
    }

    private static ImmutableDictionary<string, int> Scores(string key, int value) => ImmutableDictionary<string, int>.Empty.Add(key, value);
}
