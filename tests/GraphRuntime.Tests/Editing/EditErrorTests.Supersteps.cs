using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Graphs;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Editing;

public sealed partial class EditErrorTests
{
    [Fact]
    public async Task A_later_superstep_that_is_refused_names_what_it_found_and_leaves_the_earlier_ones_out()
    {
        var graph = await PausedAsync();

        await graph.RefusedAsync<UnknownNodeException, TrailState>("t", async () => await graph.BulkUpdateStateAsync("t", [[new(s_hi, "a")], [new(s_hi, "nobody")]]));
    }

    [Fact]
    public async Task Of_several_supersteps_none_is_made_where_a_later_one_conflicts()
    {
        var graph = await PausedAsync();

        var error = await graph.RefusedAsync<InvalidUpdateException, TrailState>(
            "t", async () => await graph.BulkUpdateStateAsync("t", [[new(s_hi, "a")], [new(s_hi, "a"), new(s_hi, "b")]]));

        error.Channel.Should().Be("Input");
    }

    [Fact]
    public async Task Of_several_supersteps_none_is_made_where_a_later_one_is_ambiguous()
    {
        var graph = StateGraph.Create<TrailState>("two")
            .AddNode("a", _ => default)
            .AddNode("b", _ => default)
            .AddEdge(Graph.Start, "a")
            .AddEdge(Graph.Start, "b")
            .Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(s_hi, "t");

        var error = await graph.RefusedAsync<AmbiguousEditException, TrailState>("t", async () => await graph.BulkUpdateStateAsync("t", [[new(s_hi, "a")], [new(s_hi)]]));

        error.Nodes.Should().Equal("a", "b");
    }

    [Fact]
    public async Task Of_several_supersteps_none_is_made_where_a_later_input_is_empty()
    {
        var graph = await PausedAsync();

        await graph.RefusedAsync<EmptyInputException, TrailState>("t", async () => await graph.BulkUpdateStateAsync("t", [[new(s_hi, "a")], [new(null, Graph.Input)]]));
        await graph.RefusedAsync<EmptyInputException, TrailState>("new", async () => await graph.BulkUpdateStateAsync("new", [[new(s_hi, Graph.Input)], [new(null, Graph.Input)]]));
    }

    [Fact]
    public async Task Several_supersteps_together_leave_what_they_leave_one_by_one()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["c"]));
        await graph.InvokeAsync(s_hi, "together");
        await graph.CopyThreadAsync("together", "apart");
        StateEdit<TrailState>[] edits =
        [
            new(new TrailState.Update { Trail = ["1"] }, "a"),
            new(new TrailState.Update { Input = "2" }),
            new(null, Graph.Copy),
            new(s_hi, Graph.Input),
            new(null, Graph.Copy),
            new(null),
            new(new TrailState.Update { Trail = ["3", "4"] }, "b"),
            new(null, Graph.End),
            new(new TrailState.Update { Trail = ["5"] }, "a"),
        ];

        await graph.BulkUpdateStateAsync("together", [.. edits.Select(edit => new[] { edit })]);
        GraphThread at = "apart";
        foreach (var edit in edits)
        {
            at = (await graph.UpdateStateAsync(at, edit.Values, edit.AsNode)) with { CheckpointId = null };
        }

        (await ThreadImage.TakeAsync(graph, "together")).Should().Be(await ThreadImage.TakeAsync(graph, "apart"));
        (await graph.InvokeAsync(GraphInput.Resume, "together")).State.Trail.Should().Equal((await graph.InvokeAsync(GraphInput.Resume, "apart")).State.Trail);
    }
}
