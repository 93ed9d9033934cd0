using GraphRuntime.Tests.Breakpoints;

namespace GraphRuntime.Tests.Graphs;

public sealed class BuildProblemTests
{
    private enum Answer
    {
        Yes,
        No,
    }

    [Fact]
    public void All_problems_are_reported_at_once_each_with_node_or_edge_and_remedy()
    {
        var graph = StateGraph.Create<TrailState>("broken")
            .AddNode("a", _ => default)
            .AddNode("a", _ => default)
            .AddNode(Graph.End, _ => default)
            .AddNode("x/y", _ => default)
            .AddEdge("a", "nobody")
            .AddEdge("ghost", "a")
            .AddEdge(Graph.End, "a")
            .AddEdge("a", Graph.Start)
            .AddConditionalEdges("a", _ => "b", "b")
            .AddErrorHandler("missing", (_, _, _) => default);

        var error = Problems(graph, new() { InterruptBefore = ["unknown"] });

        error.Graph.Should().Be("broken");
        error.Problems.Should().Equal(
            "Node 'a' was added twice. Give each node a name of its own.",
            "Node '__end__': the name is reserved. Choose another one.",
            "Node 'x/y': a name may not contain / : + @ # ! | or control characters. Choose another one.",
            "Edge 'a' -> 'nobody': there is no node 'nobody'. Its nodes are: __end__, a, x/y.",
            "Edge 'ghost' -> 'a': there is no node 'ghost'. Its nodes are: __end__, a, x/y.",
            "Edge '__end__' -> 'a': Graph.End cannot be left. Begin the edge at a node.",
            "Edge 'a' -> '__start__': Graph.Start cannot be entered. Lead the edge to a node or to Graph.End.",
            "Conditional edge of 'a': there is no node 'b'. Its nodes are: __end__, a, x/y.",
            "Error handler of 'missing': there is no such node. Its nodes are: __end__, a, x/y.",
            "Nothing leads from Graph.Start to a node, so the graph could never begin. Add AddEdge(Graph.Start, …).",
            "Breakpoint 'unknown': there is no such node. Its nodes are: __end__, a, x/y.");
        error.Message.Should().StartWith("Graph 'broken' cannot be compiled (11 problems):");
        error.Problems.Should().OnlyContain(problem => error.Message.Contains(problem));
    }

    [Theory]
    [InlineData(Graph.Start)]
    [InlineData(Graph.End)]
    [InlineData(Graph.Input)]
    [InlineData(Graph.Copy)]
    [InlineData(Graph.AllNodes)]
    public void A_reserved_name_is_a_problem(string name) =>
        Problems(Abc().AddNode(name, _ => default)).Problems.Should().Equal($"Node '{name}': the name is reserved. Choose another one.");

    [Theory]
    [InlineData("a:b")]
    [InlineData("a@b")]
    [InlineData("a#1")]
    [InlineData("a!")]
    [InlineData("a|b")]
    [InlineData("a+b")]
    [InlineData("a\nb")]
    public void A_name_with_a_character_that_ids_use_is_a_problem(string name) =>
        Problems(Abc().AddNode(name, _ => default)).Problems.Should().ContainSingle().Which.Should().StartWith($"Node '{name}': a name may not contain");

    [Fact]
    public void An_empty_name_is_refused_at_once()
    {
        var graph = Abc();

        graph.Invoking(g => g.AddNode("", _ => default)).Should().ThrowExactly<ArgumentException>().WithParameterName("name");
        graph.Invoking(g => g.AddNode(null!, _ => default)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("name");
        FluentActions.Invoking(() => StateGraph.Create<TrailState>("")).Should().ThrowExactly<ArgumentException>().WithParameterName("name");
    }

    [Fact]
    public void Edges_without_names_are_problems_too() =>
        Problems(Abc().AddEdge((string)null!, "a").AddEdge("a", null!).AddErrorHandler(null!, (_, _, _) => default)).Problems.Should().Equal(
            "Edge '' -> 'a': there is no node ''. Its nodes are: a, b, c.",
            "Edge 'a' -> '': there is no node ''. Its nodes are: a, b, c.",
            "Error handler of '': there is no such node. Its nodes are: a, b, c.");

    [Fact]
    public void A_join_needs_sources_that_end_and_a_target_that_is_a_node() =>
        Problems(Abc().AddEdge([], "c").AddEdge([Graph.Start, "a"], "c").AddEdge(["a", "ghost"], "c").AddEdge(["a", "b"], Graph.End)).Problems.Should().Equal(
            "Edge [] -> 'c': it has no sources. Name the nodes that it waits for.",
            "Edge [__start__, a] -> 'c': a join cannot wait for Graph.Start. Remove it from the list.",
            "Edge [a, ghost] -> 'c': there is no node 'ghost'. Its nodes are: a, b, c.",
            "Edge [a, b] -> '__end__': a join cannot lead to Graph.End; every path ends by itself. Remove the edge.");

    [Fact]
    public void An_enum_route_must_lead_every_value_somewhere() =>
        Problems(Abc().AddConditionalEdges("c", _ => Answer.Yes, new Dictionary<Answer, string> { [Answer.Yes] = "a" })).Problems.Should().Equal(
            "Conditional edge of node 'c': Answer.No leads nowhere. Map it to a node or to Graph.End.");

    [Fact]
    public void Two_conditional_edges_of_a_node_have_different_names()
    {
        var map = new Dictionary<string, string> { ["x"] = "a" };

        Problems(Abc().AddConditionalEdges("c", _ => "x", map, "next").AddConditionalEdges("c", _ => "x", map, "next")).Problems.Should().Equal(
            "Node 'c' has two conditional edges named 'next'. Name one of them differently.");
    }

    [Fact]
    public void A_node_has_one_error_handler() =>
        Problems(Abc().AddErrorHandler("a", (_, _, _) => default).AddErrorHandler("a", (_, _, _) => default)).Problems.Should().Equal(
            "Node 'a' has 2 error handlers. Keep one.");

    [Fact]
    public void Options_of_a_node_that_make_no_sense_are_problems() =>
        Problems(StateGraph.Create<TrailState>("options")
            .AddNode("n", _ => default, new NodeOptions
            {
                Retry = new RetryPolicy { MaxAttempts = 0, InitialDelay = TimeSpan.FromSeconds(-1), MaxDelay = TimeSpan.MaxValue, BackoffFactor = double.NaN },
                Timeout = TimeSpan.Zero,
                CacheDuration = TimeSpan.Zero,
                Channels = ["Trail", "Mood"],
            })
            .AddNode("m", _ => default, new NodeOptions { Timeout = TimeSpan.MaxValue })
            .AddEdge(Graph.Start, "n")).Problems.Should().Equal(
            "Node 'n': Retry.MaxAttempts is 0; it counts the first attempt, so it is at least 1.",
            "Node 'n': Retry.InitialDelay is -00:00:01; it is between zero and 49 days.",
            "Node 'n': Retry.MaxDelay is 10675199.02:48:05.4775807; it is between zero and 49 days.",
            "Node 'n': Retry.BackoffFactor is NaN; it is a number of at least 1.",
            "Node 'n': Timeout is 00:00:00; it must be longer than zero, and at most 49 days.",
            "Node 'n': CacheDuration is 00:00:00; it must be longer than zero.",
            "Node 'n': CacheDuration is set without CacheKey, so nothing would be remembered. Set CacheKey, or remove CacheDuration.",
            "Node 'n': it sees channel 'Mood', which the state does not have. It has: Trail, Input.",
            "Node 'm': Timeout is 10675199.02:48:05.4775807; it must be longer than zero, and at most 49 days.");

    [Fact]
    public void Input_and_output_are_channels_of_the_state() =>
        Problems(Abc().WithInput("Input", "Inptu").WithOutput("Tral")).Problems.Should().Equal(
            "WithInput names channel 'Inptu', which the state does not have. It has: Trail, Input.",
            "WithOutput names channel 'Tral', which the state does not have. It has: Trail, Input.");

    [Fact]
    public void A_graph_without_nodes_says_so() =>
        Problems(StateGraph.Create<TrailState>("empty").AddEdge(Graph.Start, "a")).Problems.Should().Equal(
            "Edge '__start__' -> 'a': there is no node 'a'. The graph has no nodes.");

    [Fact]
    public void One_problem_is_counted_in_the_singular() =>
        Problems(Abc().AddEdge("a", "z")).Message.Should().Be(
            $"Graph 'abc' cannot be compiled (1 problem):{Environment.NewLine}- Edge 'a' -> 'z': there is no node 'z'. Its nodes are: a, b, c.");

    [Fact]
    public void What_is_null_where_it_may_not_be_is_refused_with_its_name()
    {
        var graph = Abc();
        var child = Abc().Compile();

        graph.Invoking(g => g.AddNode("n", (Func<TrailState, NodeResult<TrailState>>)null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("run");
        graph.Invoking(g => g.AddNode("n", (Func<TrailState, NodeContext, NodeResult<TrailState>>)null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("run");
        graph.Invoking(g => g.AddNode("n", (Func<TrailState, NodeContext, ValueTask<NodeResult<TrailState>>>)null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("run");
        graph.Invoking(g => g.AddNode<int>("n", (Func<int, NodeResult<TrailState>>)null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("run");
        graph.Invoking(g => g.AddSubgraph("n", null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("subgraph");
        graph.Invoking(g => g.AddSubgraph<TrailState>("n", child, null!, _ => null)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("input");
        graph.Invoking(g => g.AddSubgraph("n", child, _ => new TrailState.Update(), null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("output");
        graph.Invoking(g => g.AddErrorHandler("a", null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("handle");
        graph.Invoking(g => g.AddEdge((IReadOnlyList<string>)null!, "a")).Should().ThrowExactly<ArgumentNullException>().WithParameterName("from");
        graph.Invoking(g => g.AddConditionalEdges("a", (Func<TrailState, Routes>)null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("choose");
        graph.Invoking(g => g.AddConditionalEdges("a", _ => "b", (IReadOnlyDictionary<string, string>)null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("map");
        graph.Invoking(g => g.AddMigration(1, null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("migrate");
        graph.Invoking(g => g.OnPreempted(null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("repair");
        graph.Invoking(g => g.Compile(new() { InterruptBefore = null! })).Should().ThrowExactly<ArgumentNullException>().WithParameterName("options.InterruptBefore");
        graph.Invoking(g => g.Compile(new() { InterruptAfter = null! })).Should().ThrowExactly<ArgumentNullException>().WithParameterName("options.InterruptAfter");
    }

    private static StateGraph<TrailState> Abc() => TrailGraphs.Abc();

    private static GraphBuildException Problems(StateGraph<TrailState> graph, CompileOptions? options = null) =>
        graph.Invoking(g => g.Compile(options)).Should().ThrowExactly<GraphBuildException>().Which;
}
