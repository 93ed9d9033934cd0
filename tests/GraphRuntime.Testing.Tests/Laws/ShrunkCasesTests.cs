using GraphRuntime.Checkpointing;
using GraphRuntime.Testing.Laws.Random;

namespace GraphRuntime.Testing.Tests.Laws;

/// <summary>Graphs that once broke a law, as small as they were found.</summary>
public sealed class ShrunkCasesTests
{
    /// <summary>An interruption repeats a call of an unstored child, and with it every execution of the nodes below.</summary>
    [Fact]
    public async Task A_node_that_one_call_of_an_unstored_child_executes_several_times_may_be_repeated_as_often()
    {
        var innermost = new GraphPlan("ge", [new("e0") { HandledBy = "e1" }, new("e1")], [new(Graph.Start, "e0"), new(Graph.Start, "e1")], []) { Persistence = SubgraphPersistence.None };
        var below = new GraphPlan("gd", [Calls("d0", innermost), new("d1")], [new(Graph.Start, "d0"), new(Graph.Start, "d1")], []) { Persistence = SubgraphPersistence.None };
        var child = new GraphPlan(
            "gc",
            [new("c0"), new("c1") { HandledBy = "c2" }, Calls("c2", below)],
            [new(Graph.Start, "c0"), new("c0", "c1"), new(Graph.Start, "c1"), new(Graph.Start, "c2")],
            [])
        { Persistence = SubgraphPersistence.None };
        var plan = new GraphPlan(
            "ga",
            [new("a0"), new("a1"), Calls("a4", child)],
            [new(Graph.Start, "a0"), new("a0", "a1"), new(Graph.Start, "a1"), new(Graph.Start, "a4")],
            []);

        for (var seed = 3000; seed < 3100; seed++)
        {
            await RandomGraphLaws.CheckAsync(plan, inputs: 3, new InMemoryCheckpointer(), seed, GraphLaw.Crash, CancellationToken.None);
        }
    }

    private static NodePlan Calls(string name, GraphPlan child) => new(name) { Adds = 0, Child = child };
}
