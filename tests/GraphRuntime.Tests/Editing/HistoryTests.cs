using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Editing;

public sealed class HistoryTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Fact]
    public async Task A_history_is_limited_cut_and_filtered()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(s_hi, "t", new() { RunId = "first", Metadata = Meta("ada", 1) });
        await graph.InvokeAsync(s_hi, "t", new() { RunId = "second", Metadata = Meta("bob", 1) });
        var all = await ReadAsync(graph, new());

        all.Should().Equal(10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
        (await ReadAsync(graph, new() { Limit = 3 })).Should().Equal(10, 9, 8);
        (await ReadAsync(graph, new() { Limit = 0 })).Should().BeEmpty();
        (await ReadAsync(graph, new() { Before = 4 })).Should().Equal(3, 2, 1);
        (await ReadAsync(graph, new() { Before = 4, Limit = 2 })).Should().Equal(3, 2);
        (await ReadAsync(graph, new() { Source = CheckpointSource.Input })).Should().Equal(6, 1);
        (await ReadAsync(graph, new() { Step = 0 })).Should().Equal(2);
        (await ReadAsync(graph, new() { RunId = "first" })).Should().Equal(5, 4, 3, 2, 1);
        (await ReadAsync(graph, new() { Metadata = Meta("bob", 1) })).Should().Equal(10, 9, 8, 7, 6);
        (await ReadAsync(graph, new() { Metadata = Meta("bob", 2) })).Should().BeEmpty();
        (await ReadAsync(graph, new() { Metadata = Meta("ada", 1), Source = CheckpointSource.Loop, Limit = 1 })).Should().Equal(5);
        (await graph.GetStateAsync("t")).Metadata["user"].GetString().Should().Be("bob");
    }

    [Fact]
    public async Task Replaying_a_checkpoint_runs_what_followed_it_again_and_keeps_the_first_history()
    {
        var runs = new List<string>();
        var graph = StateGraph.Create<TrailState>("replay")
            .AddNode("a", _ => Ran("a"))
            .AddNode("b", _ => Ran("b"))
            .AddEdge(Graph.Start, "a")
            .AddEdge("a", "b")
            .Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(s_hi, "t");
        var first = await ReadAsync(graph, new());
        var beforeB = await graph.GetHistoryAsync("t").FirstAsync(s => s.Next.SequenceEqual(["b"]));

        var replayed = await graph.InvokeAsync(GraphInput.Resume, beforeB.Thread);

        replayed.State.Trail.Should().Equal("a", "b");
        runs.Should().Equal("a", "b", "b");
        (await ReadAsync(graph, new())).Should().EndWith(first);
        (await graph.GetHistoryAsync("t").ToListAsync()).Should().Contain(s => s.Source == CheckpointSource.Fork && s.ParentCheckpointId == beforeB.ParentCheckpointId || s.ParentCheckpointId == beforeB.CheckpointId);

        TrailState.Update Ran(string name)
        {
            runs.Add(name);
            return new() { Trail = [name] };
        }
    }

    [Fact]
    public async Task A_fork_goes_its_own_way_and_both_ways_can_be_read()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());
        var end = (await graph.InvokeAsync(s_hi, "t")).CheckpointId;
        var afterA = await graph.GetHistoryAsync("t").FirstAsync(s => s.Next.SequenceEqual(["b"]));

        var fork = await graph.UpdateStateAsync(afterA.Thread, new TrailState.Update { Trail = ["edited"] }, "a");
        var result = await graph.InvokeAsync(GraphInput.Resume, fork);

        result.State.Trail.Should().Equal("a", "edited", "b", "c");
        (await graph.GetStateAsync(new GraphThread("t") { CheckpointId = end })).State.Trail.Should().Equal("a", "b", "c");
        (await graph.GetStateAsync(fork)).ParentCheckpointId.Should().Be(afterA.CheckpointId);
    }

    [Fact]
    public async Task State_is_edited_as_a_node_without_values_cleared_copied_and_in_bulk()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["b"]));
        await graph.InvokeAsync(s_hi, "t");

        await graph.UpdateStateAsync("t", new TrailState.Update { Trail = ["as b"] }, "b");
        (await graph.GetStateAsync("t")).Next.Should().Equal("c");
        await graph.UpdateStateAsync("t", null, "a");
        (await graph.GetStateAsync("t")).Next.Should().Equal("b");
        await graph.UpdateStateAsync("t", null, Graph.End);
        (await graph.GetStateAsync("t")).Next.Should().BeEmpty();
        var last = await graph.BulkUpdateStateAsync("t", [[new(s_hi, Graph.Input)], [new(new TrailState.Update { Trail = ["one"] }, "a"), new(new TrailState.Update { Trail = ["two"] }, "b")]]);
        var state = await graph.GetStateAsync("t");
        state.CheckpointId.Should().Be(last.CheckpointId);
        state.State.Trail.Should().Equal("a", "as b", "one", "two");
        state.Next.Should().Equal("b", "c");
        var copy = await graph.UpdateStateAsync("t", null, Graph.Copy);
        var copied = await graph.GetStateAsync(copy);
        copied.Source.Should().Be(CheckpointSource.Fork);
        copied.ParentCheckpointId.Should().Be(state.ParentCheckpointId);
        copied.State.Should().BeEquivalentTo(state.State);
        copied.Next.Should().Equal(state.Next);
    }

    [Fact]
    public async Task A_copied_thread_is_like_the_first_one_and_goes_its_own_way_and_a_deleted_one_is_gone()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["b"]));
        await graph.InvokeAsync(s_hi, "t");
        await graph.CopyThreadAsync("t", "copy");
        (await ThreadImage.TakeAsync(graph, "copy")).Should().Be(await ThreadImage.TakeAsync(graph, "t"));

        await graph.InvokeAsync(GraphInput.Resume, "copy");
        (await graph.GetStateAsync("t")).Next.Should().Equal("b");
        await graph.DeleteThreadAsync("t");
        await graph.DeleteThreadAsync("t");

        (await graph.GetStateAsync("t")).CheckpointId.Should().BeNull();
        (await graph.GetHistoryAsync("t").CountAsync()).Should().Be(0);
        (await graph.GetStateAsync("copy")).State.Trail.Should().Equal("a", "b", "c");
        (await graph.InvokeAsync(s_hi, "t")).Next.Should().Equal("b");
    }

    [Theory]
    [InlineData(SubgraphPersistence.Inherit, "1 call")]
    [InlineData(SubgraphPersistence.OwnMemory, "2 calls")]
    [InlineData(SubgraphPersistence.None, "1 call")]
    public async Task A_subgraph_begins_fresh_or_keeps_its_own_memory(SubgraphPersistence persistence, string second)
    {
        var child = StateGraph.Create<TrailState>("child")
            .AddNode("count", s => new TrailState.Update { Trail = [$"{s.Trail.Length + 1} call{(s.Trail.Length > 0 ? "s" : "")}"] })
            .AddEdge(Graph.Start, "count")
            .Compile(new() { Persistence = persistence });
        var graph = StateGraph.Create<TrailState>("parent")
            .AddSubgraph("sub", child, s => new TrailState.Update { Input = s.Input }, s => new TrailState.Update { Input = s.Trail[^1] })
            .AddEdge(Graph.Start, "sub")
            .Compile(TrailGraphs.Stored());

        (await graph.InvokeAsync(s_hi, "t")).State.Input.Should().Be("1 call");
        (await graph.InvokeAsync(s_hi, "t")).State.Input.Should().Be(second);
        (await graph.InvokeAsync(s_hi, "another")).State.Input.Should().Be("1 call");
    }

    private static Dictionary<string, object?> Meta(string user, int tier) => new() { ["user"] = user, ["tier"] = tier };

    private static async Task<List<long>> ReadAsync(CompiledGraph<TrailState> graph, HistoryQuery query) =>
        await graph.GetHistoryAsync("t", query).Select(s => s.CheckpointId!.Value).ToListAsync();
}
