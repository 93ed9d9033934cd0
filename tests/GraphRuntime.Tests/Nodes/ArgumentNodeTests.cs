using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace GraphRuntime.Tests.Nodes;

/// <summary>Nodes that take the argument of a send: as a class, with an error handler, and where an edge leads to them by mistake.</summary>
public sealed class ArgumentNodeTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Fact]
    public async Task Each_failed_send_is_handled_with_its_own_argument_and_the_others_keep_their_results()
    {
        var graph = FanOut()
            .AddNode<int>("work", number => number % 2 == 0 ? new TrailState.Update { Trail = [$"done {number}"] } : throw new TimeoutException($"item {number}"))
            .AddErrorHandler<int>("work", (number, error, _) => new(new TrailState.Update { Trail = [$"failed {number}: {error.Message}"] }))
            .Compile();

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("done 0", "failed 1: item 1", "done 2", "failed 3: item 3");
    }

    [Fact]
    public async Task A_handler_of_a_send_may_ask_and_gets_its_argument_again()
    {
        var graph = FanOut()
            .AddNode<int>("work", number => number == 0 ? NodeResult<TrailState>.None : throw new TimeoutException())
            .AddErrorHandler<int>("work", (number, _, context) => new(new TrailState.Update { Trail = [$"{number} {context.Interrupt<string>(number)}"] }))
            .Compile(TrailGraphs.Stored());

        var asked = await graph.InvokeAsync(s_hi, "t");
        var answers = asked.Interrupts.ToDictionary(static i => i.Id, static i => (object?)$"answer {i.ValueAs<int>()}");

        (await graph.InvokeAsync(GraphInput.Answers(answers), "t")).State.Trail.Should().Equal("1 answer 1", "2 answer 2", "3 answer 3");
    }

    [Fact]
    public async Task A_class_takes_the_argument_of_a_send_and_services_of_its_scope()
    {
        await using var provider = new ServiceCollection().AddSingleton("item").BuildServiceProvider();
        var graph = FanOut().AddNode<ItemNode, int>("work").Compile(new() { Services = provider });

        (await graph.InvokeAsync(s_hi)).State.Trail.Should().Equal("item 0", "item 1", "item 2", "item 3");
    }

    [Fact]
    public void Every_way_to_reach_such_a_node_without_an_argument_is_a_problem_of_compiling() =>
        Problems(FanOut()
            .AddNode<int>("work", _ => NodeResult<TrailState>.None)
            .AddNode("other", _ => NodeResult<TrailState>.None)
            .AddEdge("plan", "work")
            .AddEdge(["plan", "other"], "work")).Should().Equal(
            "Edge 'plan' -> 'work': node 'work' takes a int, and an edge gives it the state. Reach it with Send.To(\"work\", …) from a conditional edge or a command.",
            "Edge [plan, other] -> 'work': node 'work' takes a int, and an edge gives it the state. Reach it with Send.To(\"work\", …) from a conditional edge or a command.");

    [Fact]
    public void A_handler_that_takes_something_else_than_its_node_is_a_problem_of_compiling() =>
        Problems(FanOut()
            .AddNode<int>("work", _ => NodeResult<TrailState>.None)
            .AddErrorHandler("work", (_, _, _) => new(NodeResult<TrailState>.None))
            .AddErrorHandler<int>("plan", (_, _, _) => new(NodeResult<TrailState>.None))).Should().Equal(
            "Error handler of 'work': it takes a TrailState, and the node takes a int. Add it with AddErrorHandler<int>.",
            "Error handler of 'plan': it takes a int, and the node takes a TrailState. Add it with AddErrorHandler<TrailState>.");

    private static StateGraph<TrailState> FanOut() => StateGraph.Create<TrailState>("fan-out")
        .AddNode("plan", _ => NodeResult<TrailState>.None)
        .AddEdge(Graph.Start, "plan")
        .AddConditionalEdges("plan", _ => Enumerable.Range(0, 4).Select(static i => Send.To("work", i)).ToArray(), "work");

    private static IReadOnlyList<string> Problems(StateGraph<TrailState> graph) => graph.Invoking(static g => g.Compile()).Should().ThrowExactly<GraphBuildException>().Which.Problems;

    private sealed class ItemNode(string word) : INode<int, TrailState>
    {
        public ValueTask<NodeResult<TrailState>> RunAsync(int argument, NodeContext context) => new(new TrailState.Update { Trail = [$"{word} {argument}"] });
    }
}
