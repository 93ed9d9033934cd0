using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Editing;

/// <summary>Edits that choose what runs next.</summary>
public sealed class NextEditTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Fact]
    public async Task An_edit_chooses_what_runs_next_in_place_of_what_was_pending()
    {
        var graph = await PausedAsync();

        await graph.BulkUpdateStateAsync("t", [[new StateEdit<TrailState>(null) { Next = ["c"] }]]);

        (await graph.GetStateAsync("t")).Next.Should().Equal("c");
        (await graph.InvokeAsync(GraphInput.Resume, "t", new() { InterruptBefore = [] })).State.Trail.Should().Equal("a", "c");
    }

    [Fact]
    public async Task It_may_write_too_and_choose_several_nodes_or_none()
    {
        var graph = await PausedAsync();

        await graph.BulkUpdateStateAsync("t", [[new StateEdit<TrailState>(new TrailState.Update { Trail = ["edit"] }) { Next = ["a", "c"] }]]);
        var both = await graph.GetStateAsync("t");
        await graph.BulkUpdateStateAsync("t", [[new StateEdit<TrailState>(null) { Next = [] }]]);
        var none = await graph.GetStateAsync("t");

        both.Next.Should().Equal("a", "c");
        both.State.Trail.Should().Equal("a", "edit");
        none.Next.Should().BeEmpty();
        none.State.Trail.Should().Equal("a", "edit");
    }

    [Fact]
    public async Task A_node_that_was_chosen_is_paused_before()
    {
        var graph = await PausedAsync();
        await graph.BulkUpdateStateAsync("t", [[new StateEdit<TrailState>(null) { Next = ["a"] }]]);

        var paused = await graph.InvokeAsync(GraphInput.Resume, "t");

        paused.Next.Should().Equal("b");
        paused.State.Trail.Should().Equal("a", "a");
    }

    [Fact]
    public async Task It_begins_a_thread_that_has_no_state()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());

        await graph.BulkUpdateStateAsync("new", [[new StateEdit<TrailState>(s_hi) { Next = ["c"] }]]);

        (await graph.InvokeAsync(GraphInput.Resume, "new")).State.Should().BeEquivalentTo(new { Input = "hi", Trail = new[] { "c" } });
    }

    [Fact]
    public async Task What_it_cannot_mean_is_refused_and_changes_nothing()
    {
        var graph = await PausedAsync();

        await graph.RefusedAsync<RouteException, TrailState>("t", async () => await graph.BulkUpdateStateAsync("t", [[new StateEdit<TrailState>(null) { Next = ["nowhere"] }]]));
        await graph.RefusedAsync<InvalidUpdateException, TrailState>("t", async () => await graph.BulkUpdateStateAsync("t", [[new StateEdit<TrailState>(null, "a") { Next = ["c"] }]]));
        await graph.RefusedAsync<InvalidUpdateException, TrailState>("t", async () => await graph.BulkUpdateStateAsync("t", [[new StateEdit<TrailState>(null) { Next = ["c"] }, new(s_hi, "a")]]));
    }

    private static async Task<CompiledGraph<TrailState>> PausedAsync()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["b"]));
        await graph.InvokeAsync(s_hi, "t");
        return graph;
    }
}
