using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Calls;

/// <summary>What is stored grows with what is written, also where it is written by a subgraph.</summary>
public sealed class StoredBytesTests
{
    private const int Turns = 300;

    public static TheoryData<SubgraphPersistence, DurabilityMode, int> Calls
    {
        get
        {
            var data = new TheoryData<SubgraphPersistence, DurabilityMode, int>();
            foreach (var persistence in Enum.GetValues<SubgraphPersistence>())
            {
                foreach (var durability in Enum.GetValues<DurabilityMode>())
                {
                    data.Add(persistence, durability, 1);
                    data.Add(persistence, durability, 3);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_conversation_through_subgraphs_that_share_the_state_stores_each_message_once(SubgraphPersistence persistence, DurabilityMode durability, int depth)
    {
        var flat = await StoreAsync(Node(StateGraph.Create<CallState>("main")), durability);
        var nested = await StoreAsync(Nested(StateGraph.Create<CallState>("main"), persistence, depth), durability);

        // A subgraph stores what its own node wrote, a memory what it is given too; both once, and nothing that was there before.
        var share = persistence == SubgraphPersistence.OwnMemory ? 0.85 : 0.45;
        nested.Should().BeLessThan((long)(flat * (1 + (share * depth))));
    }

    [Theory]
    [InlineData(DurabilityMode.Sync)]
    [InlineData(DurabilityMode.Async)]
    [InlineData(DurabilityMode.Exit)]
    public async Task A_paused_subgraph_reads_what_it_was_given_from_the_checkpoint_above(DurabilityMode durability)
    {
        var store = new InMemoryCheckpointer();
        var config = new RunConfig { Durability = durability };
        var paused = await Asking(store).InvokeAsync(new CallState.Update { Log = ["in"], Note = "note", Count = 2 }, "t", config);
        await store.PruneAsync(new PruneOptions { ThreadId = "t" }, default);
        await store.CopyThreadAsync("t", "copy", default);
        var inside = (await Asking(store).GetStateAsync("t", subgraphs: true)).Tasks[0].Subgraph!;

        var edited = await Asking(store).InvokeAsync(GraphInput.Answer("yes").With(new Command<CallState> { Update = new CallState.Update { Log = ["beside"], Note = "other" } }), "t", config);
        var copied = await Asking(store).InvokeAsync(GraphInput.Answer("no"), "copy", config);

        paused.IsPaused.Should().BeTrue();
        ((CallState)inside.StateObject).Should().BeEquivalentTo(new { Log = new[] { "in", "first" }, Count = 2, Note = "note" });
        edited.State.Log.Should().Equal("in", "beside", "first", "yes, note");
        copied.State.Log.Should().Equal("in", "first", "no, note");
    }

    [Fact]
    public async Task The_history_of_a_subgraph_shows_what_it_was_given_until_the_checkpoint_above_is_pruned()
    {
        var store = new InMemoryCheckpointer();
        var graph = Asking(store);
        await graph.InvokeAsync(new CallState.Update { Log = ["in"] }, "t");
        var inside = new GraphThread("t") { Namespace = (await graph.GetStateAsync("t")).Tasks[0].SubgraphNamespace! };
        await graph.InvokeAsync(GraphInput.Answer("yes"), "t");

        var history = await graph.GetSubgraphHistoryAsync(inside).Select(s => string.Join(' ', ((CallState)s.StateObject).Log)).ToListAsync();
        await store.PruneAsync(new PruneOptions { ThreadId = "t" }, default);
        var gone = await Failure.OfAsync<CheckpointNotFoundException>(async () => await graph.GetSubgraphStateAsync(inside));

        history.Should().Equal("in first yes, ", "in first", "in", "");
        gone.ThreadId.Should().Be("t");
    }

    private static CompiledGraph<CallState> Asking(ICheckpointer store)
    {
        var sub = StateGraph.Create<CallState>("sub")
            .AddNode("first", _ => new CallState.Update { Log = ["first"] })
            .AddNode("ask", static (s, ctx) => new CallState.Update { Log = [$"{ctx.Interrupt<string>("?")}, {s.Note}"] })
            .AddEdge(Graph.Start, "first")
            .AddEdge("first", "ask")
            .Compile();
        return StateGraph.Create<CallState>("main").AddSubgraph("sub", sub).AddEdge(Graph.Start, "sub").Compile(new() { Checkpointer = store });
    }

    private static StateGraph<CallState> Nested(StateGraph<CallState> graph, SubgraphPersistence persistence, int depth) => depth == 0
        ? Node(graph)
        : graph.AddSubgraph("sub", Nested(StateGraph.Create<CallState>("sub"), persistence, depth - 1).Compile(new() { Persistence = persistence })).AddEdge(Graph.Start, "sub");

    private static StateGraph<CallState> Node(StateGraph<CallState> graph) => graph
        .AddNode("answer", static s => new CallState.Update { Log = [new string('a', 200)] })
        .AddEdge(Graph.Start, "answer");

    private static async Task<long> StoreAsync(StateGraph<CallState> graph, DurabilityMode durability)
    {
        var store = new CountingCheckpointer();
        var compiled = graph.Compile(new() { Checkpointer = store });
        for (var turn = 0; turn < Turns; turn++)
        {
            await compiled.InvokeAsync(new CallState.Update { Log = [new string('q', 200)], Note = new string('n', 100) }, "t", new() { Durability = durability });
        }

        (await compiled.GetStateAsync("t")).State.Log.Should().HaveCount(2 * Turns);
        return store.Contents;
    }

    private sealed class CountingCheckpointer() : DelegatingCheckpointer(new InMemoryCheckpointer())
    {
        public long Contents { get; private set; }

        public override ValueTask PutAsync(CheckpointCommit commit, CancellationToken cancellationToken)
        {
            foreach (var checkpoint in commit.Checkpoints)
            {
                Contents += checkpoint.Values.Sum(static value => value.Bytes.Length) + checkpoint.Appends.Sum(static append => append.Bytes.Length);
            }

            return base.PutAsync(commit, cancellationToken);
        }
    }
}
