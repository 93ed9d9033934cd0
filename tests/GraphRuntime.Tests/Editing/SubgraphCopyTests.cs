using GraphRuntime.Tests.Breakpoints;

namespace GraphRuntime.Tests.Editing;

/// <summary>Subgraphs that share the state hand back what they wrote, whatever happened to their checkpoints meanwhile.</summary>
public sealed class SubgraphCopyTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_subgraph_goes_on_from_a_copy_of_an_earlier_checkpoint_and_loses_nothing(int back)
    {
        var graph = Outer();
        await graph.InvokeAsync(s_hi, "t", new() { InterruptBefore = ["inner/c"] });
        var inside = (await graph.GetStateAsync("t", subgraphs: true)).Tasks[0].Subgraph!;
        var at = new GraphThread("t") { Namespace = inside.Namespace, CheckpointId = inside.CheckpointId - back };

        await graph.UpdateSubgraphStateAsync(at, null, Graph.Copy);
        var done = await graph.InvokeAsync(GraphInput.Resume, "t", new() { InterruptBefore = [] });

        done.State.Trail.Should().Equal("a", "b", "c");
    }

    /// <summary>One channel is written by every node, and another one once: the stored result names the second only.</summary>
    [Fact]
    public async Task The_history_shows_a_subgraph_that_wrote_one_channel_several_times()
    {
        var inner = TrailGraphs.Abc().AddNode("d", static _ => new TrailState.Update { Trail = ["d"], Input = "changed" }).AddEdge("c", "d").Compile();
        var graph = StateGraph.Create<TrailState>("outer").AddSubgraph("inner", inner).AddEdge(Graph.Start, "inner").Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(s_hi, "t");

        var history = new List<StateSnapshot<TrailState>>();
        await foreach (var snapshot in graph.GetHistoryAsync("t"))
        {
            history.Add(snapshot);
        }

        history[0].State.Trail.Should().Equal("a", "b", "c", "d");
        history[1].Tasks[0].Writes!["Input"].GetString().Should().Be("changed");
        (await graph.GetStateAsync(history[1].Thread)).Tasks[0].IsFinished.Should().BeTrue();
    }

    private static CompiledGraph<TrailState> Outer() =>
        StateGraph.Create<TrailState>("outer").AddSubgraph("inner", TrailGraphs.Abc().Compile()).AddEdge(Graph.Start, "inner").Compile(TrailGraphs.Stored());
}
