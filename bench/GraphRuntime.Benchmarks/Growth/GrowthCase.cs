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
        var (turns, before) = (0, (Bytes: double.NaN, Read: double.NaN));
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
            var (read, content, parse) = await ReadAsync(store, size);
            line.Set("read_latest_ms", read).Set("state_bytes", content).Set("parse_bytes_ms", parse);
            if (before.Bytes > 0)
            {
                line.Set("bytes_against_a_tenth", bytes / before.Bytes).Set("read_against_a_tenth", read / before.Read);
            }

            line.Write(options.JsonFile);
            before = (bytes, read);
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

    /// <summary>The median of several reads, how long the state is as JSON, and the median time to read that JSON alone.</summary>
    private static async Task<(double Read, double Bytes, double Parse)> ReadAsync(BenchStore store, int turns)
    {
        var (reads, parses, bytes) = (new Samples(), new Samples(), Array.Empty<byte>());
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
            GC.KeepAlive(JsonSerializer.Deserialize(bytes, ListStateJson.Default.IReadOnlyListString));
            parses.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 0);
        }

        return (reads.Median, bytes.Length, parses.Median);
    }
}
