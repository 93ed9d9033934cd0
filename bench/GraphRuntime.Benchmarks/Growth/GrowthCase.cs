using System.Diagnostics;
using System.Text.Json;
using GraphRuntime.Benchmarks.Measuring;
using GraphRuntime.Benchmarks.Stores;
using GraphRuntime.Benchmarks.Workloads;

namespace GraphRuntime.Benchmarks.Growth;

/// <summary>
/// One thread whose list of messages grows by two a turn: what it takes on disk after 100, 1,000 and 10,000 turns, and what it costs then to
/// read the latest state by a graph that remembers nothing of it.
/// </summary>
internal static class GrowthCase
{
    public const string Name = "growth";

    private const string Thread = "growth";
    private const int Reads = 15;

    private static readonly int[] s_sizes = [100, 1_000, 10_000];

    public static async Task RunAsync(BenchStore store, BenchOptions options)
    {
        var graph = Compile(store);
        await WarmUpAsync(store, options);
        var (turns, before, first) = (0, double.NaN, double.NaN);
        foreach (var size in s_sizes)
        {
            var start = Stopwatch.GetTimestamp();
            for (; turns < size; turns++)
            {
                await TurnAsync(graph, Thread, turns, options);
            }

            var line = new CaseLine(Name, options).Set("turns", size).Set("wall_ms", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            var bytes = await store.BytesOnDiskAsync();
            line.Set("bytes_on_disk", bytes).Set("bytes_per_turn", bytes / size);
            var (read, byHand, content) = await ReadAsync(store, size);
            line.Set("state_bytes", content).Set("read_latest_ms", read).Set("its_bytes_by_hand_ms", byHand);
            if (turns > s_sizes[0])
            {
                line.Set("bytes_against_a_tenth", bytes / before).Set("read_target_ms", (2 * first) + byHand);
            }

            line.Write(options.JsonFile);
            (before, first) = (bytes, turns == s_sizes[0] ? read : first);
        }
    }

    private static CompiledGraph<ListState> Compile(BenchStore store) => StateGraph.Create<ListState>(Name)
        .AddNode("answer", static (s, _) => ValueTask.FromResult<NodeResult<ListState>>(new ListState.Update { Messages = [Deterministic.Message(s.Messages.Count)] }))
        .AddEdge(Graph.Start, "answer")
        .AddEdge("answer", Graph.End)
        .Compile(new CompileOptions { Checkpointer = store.Checkpointer });

    private static async Task TurnAsync(CompiledGraph<ListState> graph, string thread, int turn, BenchOptions options) =>
        await graph.InvokeAsync(new ListState.Update { Messages = [Deterministic.Message(2 * turn)] }, new GraphThread(thread), options.RunConfig);

    private static async Task WarmUpAsync(BenchStore store, BenchOptions options)
    {
        var graph = Compile(store);
        for (var i = 0; i < 100; i++)
        {
            await TurnAsync(graph, "warm", i, options);
        }

        for (var i = 0; i < 200; i++)
        {
            await Compile(store).GetStateAsync("warm");
        }

        await store.ClearAsync(["warm"]);
    }

    /// <summary>
    /// The fastest of several reads, and in turn with them the fastest of taking the same bytes out of the tables by hand and reading as much JSON.
    /// </summary>
    private static async Task<(double Read, double ByHand, double Bytes)> ReadAsync(BenchStore store, int turns)
    {
        var (reads, byHand, bytes) = (new Samples(), new Samples(), Array.Empty<byte>());
        for (var i = 0; i < Reads; i++)
        {
            var graph = Compile(store);
            var start = Stopwatch.GetTimestamp();
            var messages = (await graph.GetStateAsync(Thread)).State.Messages;
            reads.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 0);
            if (messages.Count != 2 * turns)
            {
                throw new InvalidOperationException($"{messages.Count} messages instead of {2 * turns}.");
            }

            bytes = JsonSerializer.SerializeToUtf8Bytes(messages, ListStateJson.Default.IReadOnlyListString);
            start = Stopwatch.GetTimestamp();
            await store.ReadLogsByHandAsync();
            GC.KeepAlive(JsonSerializer.Deserialize(bytes, ListStateJson.Default.IReadOnlyListString));
            byHand.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 0);
        }

        return (reads.Min, byHand.Min, bytes.Length);
    }
}
