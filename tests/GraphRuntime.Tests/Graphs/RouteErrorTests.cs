using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Graphs;

public sealed class RouteErrorTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    private enum Answer
    {
        Yes,
        No,
    }

    [Fact]
    public async Task A_choice_that_was_not_declared_is_refused_and_the_step_is_not_applied()
    {
        var graph = Abc().AddConditionalEdges("c", _ => "b", "a", Graph.End).Compile(TrailGraphs.Stored(before: ["c"]));
        await graph.InvokeAsync(s_hi, "t");

        var error = await FailAsync(graph, GraphInput.Resume);

        error.Message.Should().Be("Graph 'abc': node 'c' wants to go to 'b', which is not one of its destinations: a, __end__. Declare it, or return one of these.");
        (error.Graph, error.Node, error.Destination).Should().Be(("abc", "c", "b"));
        (await graph.GetStateAsync("t")).State.Trail.Should().Equal("a", "b");
        (await graph.GetStateAsync("t")).Next.Should().Equal("c");
    }

    [Fact]
    public async Task A_choice_without_declared_destinations_is_a_node_of_the_graph()
    {
        var error = await FailAsync(Abc().AddConditionalEdges("c", _ => "nobody").Compile());

        error.Message.Should().Be("Graph 'abc': node 'c' wants to go to 'nobody', which is not one of its destinations: a, b, c. Declare it, or return one of these.");
    }

    [Fact]
    public async Task A_choice_that_is_no_value_of_the_enum_is_refused()
    {
        var map = new Dictionary<Answer, string> { [Answer.Yes] = "a", [Answer.No] = Graph.End };

        var error = await FailAsync(Abc().AddConditionalEdges("c", _ => (Answer)7, map).Compile());

        error.Message.Should().Be("Graph 'abc': node 'c' wants to go to '7', which is not one of its destinations: Yes, No. Declare it, or return one of these.");
    }

    [Fact]
    public async Task A_choice_of_nothing_named_is_refused()
    {
        var error = await FailAsync(Abc().AddConditionalEdges("c", _ => [(string)null!]).Compile());

        (error.Node, error.Destination).Should().Be(("c", ""));
    }

    [Fact]
    public async Task A_command_to_an_unknown_node_is_refused()
    {
        var graph = StateGraph.Create<TrailState>("goto")
            .AddNode("a", _ => new Command<TrailState> { Goto = "nobody" })
            .AddEdge(Graph.Start, "a")
            .Compile();

        (await FailAsync(graph)).Message.Should().Be(
            "Graph 'goto': node 'a' wants to go to 'nobody', which is not one of its destinations: a. Declare it, or return one of these.");
    }

    [Fact]
    public async Task A_send_to_an_unknown_node_is_refused()
    {
        var error = await FailAsync(Abc().AddConditionalEdges("c", _ => Send.To("nobody", 1)).Compile());

        (error.Node, error.Destination).Should().Be(("c", "nobody"));
        FluentActions.Invoking(() => Send.To("", 1)).Should().ThrowExactly<ArgumentException>().WithParameterName("node");
    }

    [Theory]
    [InlineData(true, "a String")]
    [InlineData(false, "a null")]
    public async Task A_send_gives_its_node_the_type_it_takes(bool text, string given)
    {
        var graph = StateGraph.Create<TrailState>("sends")
            .AddNode<int>("worker", i => new TrailState.Update { Trail = [$"{i}"] })
            .AddConditionalEdges(Graph.Start, _ => Send.To("worker", text ? "one" : null))
            .Compile();

        var error = (await Failure.OfAsync<InvalidUpdateException>(async () => await graph.InvokeAsync(s_hi)));

        error.Message.Should().Be($"Graph 'sends': node 'worker' takes a Int32, but a send gives it {given}. Send an argument of the node's type.");
    }

    [Fact]
    public async Task A_subgraph_that_shares_the_state_cannot_be_sent_an_argument()
    {
        var graph = StateGraph.Create<TrailState>("parent")
            .AddSubgraph("child", Abc().Compile())
            .AddConditionalEdges(Graph.Start, _ => Send.To("child", new TrailState()))
            .Compile();

        (await Failure.OfAsync<InvalidUpdateException>(async () => await graph.InvokeAsync(s_hi))).Message.Should().Be(
            "Node 'child' is a subgraph that shares the state of graph 'parent' and cannot be sent an argument. Add it with functions that map input and output.");
    }

    [Fact]
    public async Task A_command_for_the_graph_above_has_nowhere_to_go_in_the_top_graph()
    {
        var graph = StateGraph.Create<TrailState>("top")
            .AddNode("a", _ => new TrailState.Update { Trail = ["a"] })
            .AddNode("leave", _ => NodeResult<TrailState>.ToParent(new ParentCommand<TrailState> { Goto = "a" }))
            .AddEdge(Graph.Start, "a")
            .AddEdge("a", "leave")
            .Compile(TrailGraphs.Stored());

        var error = await FailAsync(graph);

        error.Message.Should().Be(
            "Graph 'top': node 'leave' gave a command to the graph one level up, but the graph runs at the top. Return a Command, or run the graph as a subgraph.");
        (error.Graph, error.Node).Should().Be(("top", "leave"));
        var state = await graph.GetStateAsync("t");
        state.State.Trail.Should().Equal("a");
        state.Next.Should().Equal("leave");
    }

    [Fact]
    public async Task A_command_for_the_graph_above_is_checked_there()
    {
        var child = StateGraph.Create<TrailState>("child")
            .AddNode("leave", _ => NodeResult<TrailState>.ToParent(new ParentCommand<TrailState> { Goto = "nobody" }))
            .AddEdge(Graph.Start, "leave")
            .Compile();
        var graph = StateGraph.Create<TrailState>("parent").AddSubgraph("sub", child).AddEdge(Graph.Start, "sub").Compile();

        (await FailAsync(graph)).Message.Should().Be(
            "Graph 'parent': node 'sub' wants to go to 'nobody', which is not one of its destinations: sub. Declare it, or return one of these.");
    }

    [Fact]
    public async Task A_command_as_input_names_known_nodes()
    {
        var graph = Abc().Compile(TrailGraphs.Stored(before: ["b"]));
        await graph.InvokeAsync(s_hi, "t");

        var error = await graph.RefusedAsync<RouteException, TrailState>("t", async () => await graph.InvokeAsync(new Command<TrailState> { Goto = "nobody" }, "t"));

        error.Destination.Should().Be("nobody");
    }

    private static StateGraph<TrailState> Abc() => TrailGraphs.Abc();

    private static async Task<RouteException> FailAsync(CompiledGraph<TrailState> graph, GraphInput? input = null)
    {
        var thread = graph.Definition.Options.Checkpointer is null ? null : new GraphThread("t");
        return (await Failure.OfAsync<RouteException>(async () => await graph.InvokeAsync(input ?? s_hi, thread)));
    }
}
