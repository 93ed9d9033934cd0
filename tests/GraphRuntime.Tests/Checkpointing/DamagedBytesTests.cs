using System.Text;
using GraphRuntime.Checkpointing;
using GraphRuntime.Tests.Breakpoints;
using GraphRuntime.Tests.Support;

namespace GraphRuntime.Tests.Checkpointing;

public sealed class DamagedBytesTests
{
    private static readonly TrailState.Update s_hi = new() { Input = "hi" };

    private static readonly Dictionary<string, Func<CompiledGraph<TrailState>, string, Task>> s_uses = new()
    {
        ["state"] = async (graph, thread) => await graph.GetStateAsync(thread, subgraphs: true),
        ["history"] = async (graph, thread) => await graph.GetHistoryAsync(thread).CountAsync(),
        ["resume"] = async (graph, thread) => await graph.InvokeAsync(GraphInput.Resume, thread),
        ["answer"] = async (graph, thread) => await graph.InvokeAsync(GraphInput.Answer("yes"), thread),
        ["input"] = async (graph, thread) => await graph.InvokeAsync(s_hi, thread),
        ["edit"] = async (graph, thread) => await graph.UpdateStateAsync(thread, s_hi, "ask"),
    };

    public static TheoryData<string, string> Damages
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var use in s_uses.Keys)
            {
                foreach (var damage in new[] { "", "{", "null", "[]", "{}", "1", "\"x\"", "[{}]", "{\"w\":1}", "cut" })
                {
                    data.Add(use, damage);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Whichever_piece_is_damaged_it_is_a_named_error_and_the_thread_is_unchanged(string use, string damage)
    {
        var store = await PausedThreadAsync();
        var whole = DamagingCodec.Harmless();
        await s_uses[use](Graph(store, whole), await CopyAsync(store, "whole"));
        whole.Reads.Should().BePositive();

        for (var piece = 0; piece < whole.Reads; piece++)
        {
            var thread = await CopyAsync(store, $"damaged {piece}");
            var before = await SeenAsync(store, thread, use);
            var damaged = Graph(store, new DamagingCodec(piece, bytes => damage == "cut" ? bytes[..(bytes.Length / 2)] : Encoding.UTF8.GetBytes(damage)));

            if (await CatchAsync(() => s_uses[use](damaged, thread)) is { } error)
            {
                error.Should().BeOfType<CheckpointCorruptedException>("{0} of piece {1} gave {2}", use, piece, error);
                ((CheckpointCorruptedException)error).ThreadId.Should().Be(thread);
                (await SeenAsync(store, thread, use)).Should().Be(before, "{0} of piece {1} gave {2}", use, piece, error);
            }
        }
    }

    [Fact]
    public async Task Damaged_values_are_reported_with_thread_checkpoint_and_channel_and_without_the_value()
    {
        var store = await PausedThreadAsync();
        var head = (await Graph(store, null).GetStateAsync("t")).CheckpointId;
        var graph = Graph(store, new DamagingCodec(1, static bytes => Encoding.UTF8.GetBytes("[\"secret\"")));

        var error = await Failure.OfAsync<CheckpointCorruptedException>(async () => await graph.GetStateAsync("t"));

        error.Message.Should().StartWith($"Thread 't', namespace '', checkpoint {head}").And.EndWith("Go on from an earlier checkpoint, or restore the store from a backup.");
        (error.ThreadId, error.Namespace, error.CheckpointId).Should().Be(("t", "", head!.Value));
        error.ToString().Should().NotContain("secret");
    }

    [Fact]
    public async Task Bytes_of_a_newer_version_of_the_library_are_a_named_error()
    {
        var store = await PausedThreadAsync();
        var newer = Graph(store, new DamagingCodec(0, static bytes => [.. Encoding.UTF8.GetBytes($"{{\"f\":{StoredFormat.Newest + 1},"), .. bytes[1..]]));

        var error = await Failure.OfAsync<CheckpointCorruptedException>(async () => await newer.InvokeAsync(GraphInput.Resume, "t"));

        error.Message.Should().Contain($"a newer version of this library wrote it, in format {StoredFormat.Newest + 1}; this one reads formats up to {StoredFormat.Newest}, so update it");
        error.ThreadId.Should().Be("t");
    }

    /// <summary>What is seen of the thread. An answer that one task could take is kept, also where another task cannot be read: then only the history is the same.</summary>
    private static async Task<string> SeenAsync(ICheckpointer store, string thread, string use) => use == "answer"
        ? string.Join(' ', await Graph(store, null).GetHistoryAsync(thread).Select(s => $"{s.CheckpointId}: {string.Join(',', s.State.Trail)}").ToListAsync())
        : await ThreadImage.TakeAsync(Graph(store, null), thread);

    /// <summary>A thread with everything in it: a log, a value, a join, sends, a finished sibling, a question, and a subgraph that asks too.</summary>
    private static async Task<InMemoryCheckpointer> PausedThreadAsync()
    {
        var store = new InMemoryCheckpointer();
        await Graph(store, null).InvokeAsync(s_hi, "t", new() { InterruptBefore = ["last"], StickyBreakpoints = true, Metadata = new Dictionary<string, object?> { ["user"] = "ada" } });
        return store;
    }

    private static CompiledGraph<TrailState> Graph(ICheckpointer store, ICheckpointCodec? codec)
    {
        var child = StateGraph.Create<TrailState>("child")
            .AddNode("first", _ => new TrailState.Update { Trail = ["child"] })
            .AddNode("stop", s => s.Trail.Length > 0 ? throw new NodeInterruptException("stop") : default(NodeResult<TrailState>))
            .AddEdge(GraphRuntime.Graph.Start, "first")
            .AddEdge("first", "stop")
            .Compile();
        return StateGraph.Create<TrailState>("parent")
            .AddNode("begin", _ => new TrailState.Update { Trail = ["begin"] })
            .AddNode("ask", (_, ctx) => new TrailState.Update { Trail = [ctx.Interrupt<string>("?")] })
            .AddNode("beside", _ => new Command<TrailState> { Update = new TrailState.Update { Trail = ["beside"] }, Goto = ["last", Send.To("sent", "again")] })
            .AddNode<string>("sent", text => new TrailState.Update { Trail = [text] })
            .AddNode("last", _ => default)
            .AddSubgraph("sub", child)
            .AddEdge(GraphRuntime.Graph.Start, "begin")
            .AddConditionalEdges("begin", _ => ["ask", "beside", "sub", Send.To("sent", "once")])
            .AddEdge(["ask", "beside", "sub"], "last")
            .Compile(new() { Checkpointer = store, Codec = codec });
    }

    private static async Task<string> CopyAsync(InMemoryCheckpointer store, string name)
    {
        await store.CopyThreadAsync("t", name, default);
        return name;
    }

    private static async Task<Exception?> CatchAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
