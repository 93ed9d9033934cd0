using System.Collections.Immutable;
using GraphRuntime.Checkpointing;

namespace GraphRuntime.Tests.Checkpointing;

internal sealed class Box
{
    public string Text { get; set; } = "";
}

[GraphState]
internal sealed partial record BoxState
{
    public Box? Last { get; init; }

    [Append]
    public ImmutableArray<Box> All { get; init; } = [];

    [Merge(nameof(KeyOf))]
    public ImmutableArray<Box> Keyed { get; init; } = [];

    [Merge]
    public ImmutableDictionary<string, Box> Named { get; init; } = ImmutableDictionary<string, Box>.Empty;

    private static string KeyOf(Box box) => "one";
}

public sealed class SnapshotIsolationTests
{
    [Fact]
    public async Task Changing_an_object_that_a_node_handed_over_changes_no_stored_state()
    {
        var box = new Box { Text = "stored" };
        var graph = Graph(_ => Update(box));
        await graph.InvokeAsync(Update(new Box { Text = "input" }), "t");

        box.Text = "changed";

        await AllAreAsync(graph, "stored");
        await graph.UpdateStateAsync("t", null, GraphRuntime.Graph.End);
        await AllAreAsync(graph, "stored");
    }

    [Fact]
    public async Task Changing_an_object_of_an_input_or_an_edit_changes_no_stored_state()
    {
        var (input, edit) = (new Box { Text = "input" }, new Box { Text = "edit" });
        var graph = Graph(_ => null);
        await graph.InvokeAsync(Update(input), "t");
        input.Text = "changed";
        await AllAreAsync(graph, "input");

        await graph.UpdateStateAsync("t", Update(edit));
        edit.Text = "changed";

        await AllAreAsync(graph, "edit");
    }

    [Fact]
    public async Task Changing_a_state_that_was_read_or_returned_changes_no_stored_state()
    {
        var graph = Graph(_ => null);
        var returned = await graph.InvokeAsync(Update(new Box { Text = "stored" }), "t");
        returned.State.Last!.Text = returned.State.All[0].Text = returned.State.Keyed[0].Text = returned.State.Named["n"].Text = "changed";
        await AllAreAsync(graph, "stored");

        var read = (await graph.GetStateAsync("t")).State;
        read.Last!.Text = read.All[0].Text = read.Keyed[0].Text = read.Named["n"].Text = "changed";

        await AllAreAsync(graph, "stored");
    }

    [Fact]
    public async Task The_next_run_begins_with_what_was_stored()
    {
        var box = new Box { Text = "stored" };
        var seen = new List<string>();
        var graph = Graph(s =>
        {
            seen.Add(s.All[0].Text + " " + s.Keyed[0].Text + " " + s.Named["n"].Text);
            return null;
        });
        await graph.InvokeAsync(Update(box), "t");
        box.Text = "changed";

        await graph.InvokeAsync(new BoxState.Update { Last = box }, "t");

        seen.Should().Equal("stored stored stored", "stored stored stored");
    }

    private static BoxState.Update Update(Box box) => new() { Last = box, All = [box], Keyed = [box], Named = ImmutableDictionary<string, Box>.Empty.Add("n", box) };

    private static CompiledGraph<BoxState> Graph(Func<BoxState, BoxState.Update?> run) => StateGraph.Create<BoxState>("boxes")
        .AddNode("a", s => run(s))
        .AddEdge(GraphRuntime.Graph.Start, "a")
        .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

    private static async Task AllAreAsync(CompiledGraph<BoxState> graph, string text)
    {
        var state = (await graph.GetStateAsync("t")).State;
        new[] { state.Last!.Text, state.All[^1].Text, state.Keyed[0].Text, state.Named["n"].Text }.Should().AllBe(text);
    }
}
