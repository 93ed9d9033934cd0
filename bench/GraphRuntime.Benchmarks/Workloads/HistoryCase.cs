using System.Diagnostics;
using System.Text.Json.Nodes;
using GraphRuntime.Benchmarks.Measuring;
using GraphRuntime.Benchmarks.Stores;

namespace GraphRuntime.Benchmarks.Workloads;

/// <summary>One thread, many turns: each turn is a run that adds one message of the user's and one of the model's.</summary>
internal sealed class HistoryCase(string name, int turns, BenchStore store, BenchOptions options)
{
    private readonly CompiledGraph<ChatState> _graph = StateGraph.Create<ChatState>(name)
        .AddNode("chat", static (s, _) => ValueTask.FromResult<NodeResult<ChatState>>(new ChatState.Update { Messages = [new ChatMessage("a" + s.Messages.Count, "ai", Deterministic.Message(s.Messages.Count))] }))
        .AddEdge(Graph.Start, "chat")
        .AddEdge("chat", Graph.End)
        .Compile(new CompileOptions { Checkpointer = store.Checkpointer });

    private IReadOnlyList<ChatMessage> _kept = [];

    public async Task<CaseLine> RunAsync()
    {
        await WarmUpAsync();
        var line = new CaseLine(name, options);
        var (before, turnTimes, total, growth) = (Calibration.Measure(), new Samples(), new Samples(), new JsonObject());
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < turns; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await TurnAsync("hist", i);
            turnTimes.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 0);
            if (i + 1 is 10 or 100 or 300 or 1000 or 10000)
            {
                growth[$"{i + 1}"] = await StoredAsync(line);
            }
        }

        total.Add(turnTimes.Total, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        line.SetTimes(total, turns).Set("tasks", turns).Set("turns", turns).Set("alloc_bytes_per_unit", allocated / (double)turns);
        line.Set("turn_median_ms", turnTimes.Median).Set("turn_p95_ms", turnTimes.P95);
        line.Set("first50_avg_ms", turnTimes.Average(..50)).Set("last50_avg_ms", turnTimes.Average(^50..)).Set("growth", growth);
        await ReadAsync(line);
        return line.SetMachine(before, Calibration.Measure());
    }

    private async Task WarmUpAsync()
    {
        for (var (round, start) = (0, Stopwatch.GetTimestamp()); Stopwatch.GetElapsedTime(start).TotalSeconds < 2; round++)
        {
            for (var i = 0; i < 20; i++)
            {
                await TurnAsync("warm" + round, i);
            }

            _kept = [];
            await store.ClearAsync(store.Checkpointer is null ? [] : ["warm" + round]);
        }

        GC.Collect();
    }

    private async Task TurnAsync(string thread, int i)
    {
        var message = new ChatMessage("h" + i, "human", Deterministic.Message(2 * i));
        var stored = store.Checkpointer is not null;
        var input = new ChatState.Update { Messages = stored ? [message] : [.. _kept, message] };
        var place = stored ? new GraphThread(thread) : null;
        if (!options.Streams)
        {
            _kept = (await _graph.InvokeAsync(input, place, options.RunConfig)).State.Messages;
            return;
        }

        await foreach (var graphEvent in _graph.StreamAsync(input, place, options.RunConfig))
        {
            _kept = ((ValuesEvent)graphEvent).StateAs<ChatState>().Messages;
        }
    }

    private async Task<double> StoredAsync(CaseLine line)
    {
        if (store.Checkpointer is null)
        {
            return 0;
        }

        await store.DescribeAsync(line, ["hist"]);
        return line.Number("bytes_stored");
    }

    private async Task ReadAsync(CaseLine line)
    {
        if (store.Checkpointer is null)
        {
            return;
        }

        var times = new Samples();
        for (var i = 0; i < 5; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var state = await _graph.GetStateAsync("hist");
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 0);
            if (state.State.Messages.Count != 2 * turns)
            {
                throw new InvalidOperationException($"Workload '{name}' gave a wrong result: {state.State.Messages.Count} messages.");
            }
        }

        var begin = Stopwatch.GetTimestamp();
        await foreach (var snapshot in _graph.GetHistoryAsync("hist", new HistoryQuery { Limit = 10 }))
        {
            GC.KeepAlive(snapshot);
        }

        line.Set("get_state_ms", times.Median).Set("last10_history_ms", Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
    }
}
