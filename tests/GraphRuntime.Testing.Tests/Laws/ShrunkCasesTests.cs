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

    /// <summary>The superstep in which a node leaves is not applied, and its answers were not stored: a verifying replay found a question without an answer.</summary>
    [Theory]
    [InlineData(SubgraphPersistence.Inherit)]
    [InlineData(SubgraphPersistence.OwnMemory)]
    public async Task The_history_of_a_node_that_asked_and_then_left_for_the_graph_above_can_be_verified(SubgraphPersistence persistence)
    {
        var child = new GraphPlan("gb", [new("b0") { Questions = 2, Leaves = true }], [new(Graph.Start, "b0")], []) { Persistence = persistence };

        await CheckHistoryAsync(new GraphPlan("ga", [Calls("a0", child)], [new(Graph.Start, "a0")], []));
    }

    [Fact]
    public async Task So_can_that_of_one_in_a_graph_two_calls_below_whose_caller_goes_on()
    {
        var innermost = new GraphPlan("gc", [new("c0") { Questions = 1, Leaves = true }], [new(Graph.Start, "c0")], []) { Persistence = SubgraphPersistence.OwnMemory };
        var child = new GraphPlan("gb", [Calls("b0", innermost)], [new(Graph.Start, "b0")], []) { Persistence = SubgraphPersistence.Inherit };

        await CheckHistoryAsync(new GraphPlan("ga", [Calls("a0", child)], [new(Graph.Start, "a0")], []));
    }

    /// <summary>A command for the graph above ends the call of a sibling half-way. What a verifying replay calls there need not be stored.</summary>
    [Fact]
    public async Task So_can_that_of_a_call_that_a_sibling_ended_half_way()
    {
        var innermost = new GraphPlan("gi", [new("i0")], [new(Graph.Start, "i0")], []) { Persistence = SubgraphPersistence.Inherit };
        var below = new GraphPlan("gh", [new("h0"), Calls("h1", innermost)], [new(Graph.Start, "h0"), new(Graph.Start, "h1")], [])
        {
            Persistence = SubgraphPersistence.Inherit,
            StopBefore = ["h0"],
            StopAfter = ["h0"],
        };
        var child = new GraphPlan("gg", [Calls("g0", below), new("g1") { Leaves = true }], [new(Graph.Start, "g0"), new(Graph.Start, "g1")], []) { Persistence = SubgraphPersistence.Inherit };

        await CheckHistoryAsync(new GraphPlan("ga", [new("a0"), Calls("a2", child)], [new(Graph.Start, "a0"), new(Graph.Start, "a2")], []));
    }

    /// <summary>The next call of a memory changed the list that the event of the call before had not shown yet.</summary>
    [Fact]
    public async Task The_events_of_a_memory_that_replaces_a_list_keep_what_they_show()
    {
        var child = new GraphPlan(
            "gb", [new("b0") { Adds = 0, Replaces = true }, new("b1") { Defer = true, Leaves = true, LeavesTo = "a1" }], [new(Graph.Start, "b0"), new(Graph.Start, "b1")], [])
        { Persistence = SubgraphPersistence.OwnMemory };
        var plan = new GraphPlan("ga", [Calls("a0", child) with { SharesState = true }, new("a1") { Adds = 3, LoopsTo = "a0" }], [new(Graph.Start, "a0"), new(Graph.Start, "a1")], []);

        for (var seed = 4_006_390; seed < 4_006_420; seed++)
        {
            await RandomGraphLaws.CheckAsync(plan, inputs: 3, new InMemoryCheckpointer(), seed, GraphLaw.Events, CancellationToken.None);
        }
    }

    private static async Task CheckHistoryAsync(GraphPlan plan)
    {
        for (var seed = 510_000; seed < 510_100; seed++)
        {
            await RandomGraphLaws.CheckAsync(plan, inputs: 3, new InMemoryCheckpointer(), seed, GraphLaw.History, CancellationToken.None);
        }
    }

    private static NodePlan Calls(string name, GraphPlan child) => new(name) { Adds = 0, Child = child };
}
