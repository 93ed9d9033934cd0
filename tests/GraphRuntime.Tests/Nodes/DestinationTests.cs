using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Nodes;

/// <summary>Nodes that declare where their commands go: they are drawn and checked, for commands of nodes, of handlers and of edits.</summary>
public sealed class DestinationTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    [Theory]
    [InlineData("a")]
    [InlineData(Graph.End)]
    public async Task A_command_goes_to_a_declared_node_or_to_the_end(string destination) =>
        (await Supervisor(destination).Compile().InvokeAsync(s_hi)).State.Trail.Should().Equal(destination == "a" ? ["a"] : []);

    [Theory]
    [InlineData("b")]
    [InlineData("nobody")]
    public async Task A_command_to_any_other_node_is_refused(string destination)
    {
        var error = await Failure.OfAsync<RouteException>(async () => await Supervisor(destination).Compile().InvokeAsync(s_hi));

        error.Message.Should().StartWith($"Graph 'declared': node 'supervisor' wants to go to '{destination}', which is not one of its destinations: a, __end__.");
        (error.Node, error.Destination).Should().Be(("supervisor", destination));
    }

    [Fact]
    public async Task The_command_of_an_error_handler_is_checked_like_that_of_its_node()
    {
        var graph = Supervisor("a", fails: true).AddErrorHandler("supervisor", (_, _, _) => new(new Command<TrailState> { Goto = "b" })).Compile();

        await Failure.OfAsync<RouteException>(async () => await graph.InvokeAsync(s_hi));
    }

    [Fact]
    public void Declared_destinations_are_drawn() =>
        Supervisor("a").Compile().ToMermaid().Should().Contain("n3[\"supervisor\"]").And.Contain("n3 -.-> n1").And.NotContain("n3 --> ");

    [Fact]
    public void An_unknown_destination_is_a_problem_of_compiling() => Supervisor("a", declared: ["a", "nobody", Graph.End])
        .Invoking(static g => g.Compile()).Should().ThrowExactly<GraphBuildException>().Which.Problems.Should().Equal(
            "Node 'supervisor': Destinations names 'nobody', and there is no such node. Add it, or remove it from the list.");

    private static StateGraph<TrailState> Supervisor(string destination, bool fails = false, IReadOnlyList<string>? declared = null) => StateGraph.Create<TrailState>("declared")
        .AddNode("supervisor", NodeResult<TrailState> (_) => fails ? throw new TimeoutException() : new Command<TrailState> { Goto = destination }, new() { Destinations = declared ?? ["a"] })
        .AddNode("a", _ => new TrailState.Update { Trail = ["a"] })
        .AddNode("b", _ => new TrailState.Update { Trail = ["b"] })
        .AddEdge(Graph.Start, "supervisor");
}
