using System.Globalization;
using GraphRuntime.Checkpointing;
using GraphRuntime.Threads;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace GraphRuntime.Reliability.Tests.Guarantees;

/// <summary>Looks at the whole heap, and so runs when no other test does.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests(ITestOutputHelper output)
{
    private const string Graph = "count";
    private const int Threads = 16;
    private const int Turns = 64;

    /// <summary>Less than the smallest thing that could be forgotten with every run: an entry of a table, and its key.</summary>
    private const int BytesPerRun = 64;

    private int _runs;
    private int _rounds;

    /// <summary>The store in memory is not asked about threads that were deleted: it keeps their ids and epochs, which no other store has to keep in memory.</summary>
    [Theory]
    [InlineData("memory", 0)]
    [InlineData("sqlite", 128)]
    public async Task G_24_What_a_process_keeps_does_not_grow_with_the_runs_that_have_ended(string store, int passingThreads)
    {
        await using var bench = await Bench.CreateAsync(store);
        var process = bench.Services(static graphs => graphs.AddGraph<TallyState>(Graph, static graph => graph
            .AddNode("first", static state => new TallyState.Update { Number = state.Number + 1 })
            .AddNode("second", static state => new TallyState.Update { Number = state.Number + 1 })
            .AddEdge(GraphRuntime.Graph.Start, "first")
            .AddEdge("first", "second")));
        var coordinator = process.GetRequiredService<ThreadRunCoordinator>();
        await coordinator.StartAsync();

        var before = await HeapAfterAsync(process, coordinator, passingThreads, rounds: 2);
        var warm = _runs;
        var after = await HeapAfterAsync(process, coordinator, passingThreads, rounds: 4);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{before:n0} bytes after {warm:n0} runs, {after:n0} after {_runs:n0}"));
        (after - before).Should().BeLessThan((_runs - warm) * BytesPerRun);
        await coordinator.StopAsync().Soon();
    }

    private async Task<long> HeapAfterAsync(IServiceProvider process, ThreadRunCoordinator coordinator, int passingThreads, int rounds)
    {
        for (var end = _rounds + rounds; _rounds < end; _rounds++)
        {
            var passing = Enumerable.Range(0, passingThreads).Select(thread => $"round{_rounds}-{thread}").ToList();
            var lasting = Enumerable.Range(0, Threads).Select(thread => $"thread{thread}");
            await Task.WhenAll(passing.Select(thread => TalkAsync(coordinator, thread, Turns / Threads)).Concat(lasting.Select(thread => TalkAsync(coordinator, thread, Turns)))).Soon();
            await Task.WhenAll(passing.Select(thread => coordinator.DeleteThreadAsync(thread).AsTask())).Soon();
            await process.GetRequiredService<IRunStore>().PruneRunsAsync(TimeSpan.Zero, int.MaxValue, CancellationToken.None);
            await process.GetRequiredService<ICheckpointer>().PruneAsync(new PruneOptions(), CancellationToken.None);
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>Every strategy, joined, streamed or left alone.</summary>
    private async Task TalkAsync(ThreadRunCoordinator coordinator, string threadId, int turns)
    {
        for (var turn = 0; turn < turns; turn++)
        {
            var strategy = (turn % 4) switch { 0 => MultitaskStrategy.Interrupt, 1 => MultitaskStrategy.Rollback, _ => MultitaskStrategy.Enqueue };
            var id = string.Create(CultureInfo.InvariantCulture, $"run{Interlocked.Increment(ref _runs)}");
            var options = new RunOptions { RunId = id, MultitaskStrategy = strategy, IdempotencyKey = id, Metadata = new Dictionary<string, object?> { ["turn"] = turn } };
            var run = await coordinator.CreateRunAsync(threadId, Graph, new TallyState.Update { Number = turn }, options);
            if (turn % 4 == 2)
            {
                await foreach (var _ in run.StreamAsync())
                {
                    // Read to the end.
                }
            }
            else if (turn % 4 == 3)
            {
                await run.JoinAsync();
            }
        }
    }
}
