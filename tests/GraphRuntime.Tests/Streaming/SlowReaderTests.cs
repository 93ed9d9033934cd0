using GraphRuntime.Checkpointing;
using GraphRuntime.Streaming;
using GraphRuntime.Tests.Calls;

namespace GraphRuntime.Tests.Streaming;

/// <summary>An event shows what it showed when it was sent, also to a reader who looks at it once the run has ended.</summary>
public sealed class SlowReaderTests
{
    [Theory]
    [InlineData(SubgraphPersistence.Inherit, false)]
    [InlineData(SubgraphPersistence.OwnMemory, false)]
    [InlineData(SubgraphPersistence.None, false)]
    [InlineData(SubgraphPersistence.Inherit, true)]
    [InlineData(SubgraphPersistence.OwnMemory, true)]
    public async Task Each_call_of_a_subgraph_that_replaces_a_list_keeps_its_own(SubgraphPersistence persistence, bool asks)
    {
        var graph = Looping(Replacing(persistence, asks));

        var events = await ReadAtTheEndAsync(graph, StreamModes.Updates | StreamModes.Tasks | StreamModes.Values);

        string[] expected = ["""{"$overwrite":["r1","a1"]}""", """{"$overwrite":["r2","a2"]}""", """{"$overwrite":["r3","a3"]}"""];
        events.OfType<UpdatesEvent>().Where(static one => one.Node == "sub").Select(static one => one.Writes["Log"].GetRawText()).Should().Equal(expected);
        events.OfType<TaskFinishedEvent>().Where(static one => one.Node == "sub" && one.Interrupts.Count == 0).Select(static one => one.Writes["Log"].GetRawText()).Should().Equal(expected);
        events.OfType<ValuesEvent>().Select(static one => string.Join(' ', ((CallState)one.State).Log)).Distinct().Should().Equal("", "r1 a1", "r2 a2", "r3 a3");
    }

    /// <summary>Calls the subgraph three times in one run.</summary>
    private static CompiledGraph<CallState> Looping(CompiledGraph<CallState> child) => StateGraph.Create<CallState>("main")
        .AddSubgraph("sub", child)
        .AddEdge(Graph.Start, "sub")
        .AddConditionalEdges("sub", static state => state.Count < 3 ? "sub" : Graph.End, "sub", Graph.End)
        .Compile(new() { Checkpointer = new InMemoryCheckpointer() });

    /// <summary>Where it asks in between, the list that it goes on with was read from the store, and may be kept in memory for its next call.</summary>
    private static CompiledGraph<CallState> Replacing(SubgraphPersistence persistence, bool asks) => StateGraph.Create<CallState>("child")
        .AddNode("replace", static state => new CallState.Update { LogOverwrite = [$"r{state.Count + 1}"], Count = 1 })
        .AddNode("append", (state, context) =>
        {
            _ = asks && context.Interrupt<bool>("go on?");
            return new CallState.Update { Log = [$"a{state.Count}"] };
        })
        .AddEdge(Graph.Start, "replace")
        .AddEdge("replace", "append")
        .Compile(new() { Persistence = persistence });

    private static async Task<List<GraphEvent>> ReadAtTheEndAsync(CompiledGraph<CallState> graph, StreamModes modes)
    {
        var config = new RunConfig { StreamModes = modes };
        var events = await graph.StreamAsync(new CallState.Update { Note = "go" }, "t", config).ToListAsync();
        while ((await graph.GetStateAsync("t")).Interrupts.Count > 0)
        {
            events.AddRange(await graph.StreamAsync(GraphInput.Answer(true), "t", config).ToListAsync());
        }

        return events;
    }
}
