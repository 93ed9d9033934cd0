using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Graphs;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Editing;

public sealed partial class EditErrorTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Fact]
    public async Task An_edit_as_an_unknown_node_is_refused()
    {
        var graph = await PausedAsync();

        var error = await graph.RefusedAsync<UnknownNodeException, TrailState>("t", async () => await graph.UpdateStateAsync("t", s_hi, "nobody"));

        error.Message.Should().Be("Graph 'abc', asNode of a state edit: there is no node 'nobody'. Its nodes are: a, b, c. Use one of them; names are case-sensitive.");
        (error.Graph, error.Node).Should().Be(("abc", "nobody"));
        error.KnownNodes.Should().Equal("a", "b", "c");
    }

    [Fact]
    public async Task An_edit_after_several_nodes_must_say_as_which_one_it_is_made()
    {
        var graph = StateGraph.Create<TrailState>("two")
            .AddNode("a", _ => default)
            .AddNode("b", _ => default)
            .AddEdge(Graph.Start, "a")
            .AddEdge(Graph.Start, "b")
            .Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(s_hi, "t");

        var error = await graph.RefusedAsync<AmbiguousEditException, TrailState>("t", async () => await graph.UpdateStateAsync("t", s_hi));

        error.Message.Should().Be("Graph 'two', thread 't': it is not clear as which node the state is edited. Name one with asNode: a, b.");
        (error.Graph, error.ThreadId).Should().Be(("two", "t"));
        error.Nodes.Should().Equal("a", "b");
        await graph.RefusedAsync<AmbiguousEditException, TrailState>("t", async () => await graph.BulkUpdateStateAsync("t", [[new(s_hi), new(null, "a")]]));
        (await graph.UpdateStateAsync("t", s_hi, "a")).CheckpointId.Should().NotBeNull();
    }

    [Fact]
    public async Task Edits_that_do_not_fit_together_are_refused_as_a_whole()
    {
        var graph = await PausedAsync();

        var error = await graph.RefusedAsync<InvalidUpdateException, TrailState>(
            "t", async () => await graph.BulkUpdateStateAsync("t", [[new(new TrailState.Update { Input = "1", Trail = ["1"] }, "a"), new(new TrailState.Update { Input = "2" }, "b")]]));

        error.Message.Should().StartWith("Graph 'abc', thread 't', node 'b': Channel 'Input' (LastValue) was written more than once");
        error.Channel.Should().Be("Input");
    }

    [Theory]
    [InlineData(Graph.Copy)]
    [InlineData(Graph.Input)]
    [InlineData(Graph.End)]
    [InlineData(null)]
    public async Task Copying_clearing_and_new_input_stand_alone(string? asNode)
    {
        var graph = await PausedAsync();
        var values = asNode == Graph.Input ? s_hi : null;

        var error = await graph.RefusedAsync<InvalidUpdateException, TrailState>("t", async () => await graph.BulkUpdateStateAsync("t", [[new(values, asNode), new(s_hi, "a")]]));

        error.Message.Should().Be("Graph 'abc': copying, clearing and new input are edits of a superstep of their own. Give each its own superstep.");
        error.Graph.Should().Be("abc");
    }

    [Fact]
    public async Task Nothing_can_be_copied_where_nothing_is()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());

        (await graph.RefusedAsync<InvalidUpdateException, TrailState>("t", async () => await graph.UpdateStateAsync("t", null, Graph.Copy))).Message.Should().Be(
            "Graph 'abc', thread 't': there is no checkpoint to copy. Run the graph first.");
        (await graph.RefusedAsync<EmptyInputException, TrailState>("t", async () => await graph.UpdateStateAsync("t", null, Graph.Input))).ThreadId.Should().Be("t");
    }

    [Fact]
    public async Task An_edit_has_something_in_it()
    {
        var graph = await PausedAsync();
        const string Message = "Nothing to edit: give at least one superstep, and at least one edit in each.*";

        (await graph.RefusedAsync<ArgumentException, TrailState>("t", async () => await graph.BulkUpdateStateAsync("t", []))).Message.Should().Match(Message);
        (await graph.RefusedAsync<ArgumentException, TrailState>("t", async () => await graph.BulkUpdateStateAsync("t", [[]]))).Message.Should().Match(Message);
        await graph.RefusedAsync<ArgumentNullException, TrailState>("t", async () => await graph.BulkUpdateStateAsync("t", null!));
        await graph.RefusedAsync<ArgumentNullException, TrailState>("t", async () => await graph.BulkUpdateStateAsync("t", [null!]));
        await graph.RefusedAsync<ArgumentNullException, TrailState>("t", async () => await graph.BulkUpdateStateAsync("t", [[null!]]));
    }

    [Fact]
    public async Task A_subgraph_is_edited_with_its_own_state_under_a_namespace_that_exists()
    {
        var child = TrailGraphs.Abc().Compile(new() { InterruptBefore = ["b"] });
        var graph = StateGraph.Create<TrailState>("parent").AddSubgraph("sub", child).AddNode("plain", _ => default).AddEdge(Graph.Start, "sub").Compile(TrailGraphs.Stored());
        await graph.InvokeAsync(s_hi, "t");
        var inner = new GraphThread("t") { Namespace = (await graph.GetStateAsync("t")).Tasks.Single().SubgraphNamespace! };

        (await graph.RefusedAsync<InvalidUpdateException, TrailState>("t", async () => await graph.UpdateSubgraphStateAsync(inner, new ApiState.Update { Draft = "x" }))).Message.Should().Be(
            "Graph 'abc' has the state TrailState, but was given an update of ApiState. Give it a TrailState.Update.");
        (await graph.RefusedAsync<UnknownNodeException, TrailState>("t", async () => await graph.GetSubgraphStateAsync(inner with { Namespace = "nobody" }))).Message.Should().StartWith(
            "Graph 'parent', namespace 'nobody': there is no node 'nobody'. Its nodes are: plain, sub.");
        (await graph.RefusedAsync<ArgumentException, TrailState>("t", async () => await graph.GetSubgraphStateAsync(inner with { Namespace = "plain" }))).Message.Should().StartWith(
            "Graph 'parent': node 'plain' of namespace 'plain' is not a subgraph. Declare the graph that it calls with NodeOptions.Calls.");
        (await graph.RefusedAsync<ArgumentException, TrailState>("t", async () => await graph.GetStateAsync(inner))).Message.Should().StartWith(
            $"Graph 'parent': '{inner.Namespace}' is the namespace of a subgraph; use the methods for subgraphs.");
    }

    [Fact]
    public async Task Without_a_checkpointer_there_is_no_state_to_read_or_edit()
    {
        var graph = TrailGraphs.Abc().Compile();

        await MissingAsync("its state was asked for", async () => await graph.GetStateAsync("t"));
        await MissingAsync("its history was asked for", async () => await graph.GetHistoryAsync("t").CountAsync());
        await MissingAsync("the state of a subgraph was asked for", async () => await graph.GetSubgraphStateAsync("t"));
        await MissingAsync("the state of a subgraph was asked for", async () => await graph.GetSubgraphHistoryAsync("t").CountAsync());
        await MissingAsync("a state was to be edited", async () => await graph.UpdateStateAsync("t", s_hi));
        await MissingAsync("a thread was to be deleted", async () => await graph.DeleteThreadAsync("t"));
        await MissingAsync("a thread was to be copied", async () => await graph.CopyThreadAsync("t", "u"));
    }

    [Fact]
    public async Task Threads_are_named()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());

        await Failure.OfAsync<ArgumentNullException>(async () => await graph.GetStateAsync(null!));
        await Failure.OfAsync<ArgumentException>(async () => await graph.GetStateAsync(""));
        await Failure.OfAsync<ArgumentNullException>(async () => await graph.UpdateStateAsync(null!, s_hi));
        await Failure.OfAsync<ArgumentException>(async () => await graph.UpdateStateAsync("", s_hi));
        await Failure.OfAsync<ArgumentNullException>(async () => await graph.DeleteThreadAsync(null!));
        await Failure.OfAsync<ArgumentNullException>(async () => await graph.CopyThreadAsync(null!, "t"));
        await Failure.OfAsync<ArgumentNullException>(async () => await graph.CopyThreadAsync("t", null!));
        await Failure.OfAsync<ArgumentOutOfRangeException>(async () => await graph.GetHistoryAsync("t", new() { Limit = -1 }).CountAsync());
    }

    [Fact]
    public async Task A_thread_is_not_copied_over_another_one()
    {
        var graph = await PausedAsync();
        await graph.InvokeAsync(s_hi, "other");

        var error = await graph.RefusedAsync<ThreadExistsException, TrailState>("other", async () => await graph.CopyThreadAsync("t", "other"));

        error.ThreadId.Should().Be("other");
        error.Message.Should().Contain("'other'");
    }

    [Fact]
    public async Task A_snapshot_of_nothing_is_no_place_to_go_on_from()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored());
        var nothing = await graph.GetStateAsync("new");

        nothing.CheckpointId.Should().BeNull();
        nothing.Invoking(s => s.Thread).Should().ThrowExactly<InvalidOperationException>()
            .WithMessage("Thread 'new' has no checkpoint to go on from. Give it an input first.");
    }

    private static async Task MissingAsync(string what, Func<Task> act)
    {
        var error = await Failure.OfAsync<MissingCheckpointerException>(act);
        error.Message.Should().Be($"Graph 'abc': {what}, but nothing is stored. Compile the graph with a checkpointer.");
        error.Graph.Should().Be("abc");
    }

    private static async Task<CompiledGraph<TrailState>> PausedAsync()
    {
        var graph = TrailGraphs.Abc().Compile(TrailGraphs.Stored(before: ["b"]));
        await graph.InvokeAsync(s_hi, "t");
        return graph;
    }
}
