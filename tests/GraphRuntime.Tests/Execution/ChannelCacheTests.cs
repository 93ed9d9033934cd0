using System.Runtime.CompilerServices;
using GraphRuntime.Checkpointing;
using GraphRuntime.Execution;
using GraphRuntime.Graphs;

namespace GraphRuntime.Tests.Execution;

/// <summary>What a compiled graph keeps in memory of the threads that ran.</summary>
public sealed class ChannelCacheTests
{
    private const int Threads = 40;

    private readonly InMemoryCheckpointer _store = new();
    private readonly CompiledGraph<ListState> _graph;

    public ChannelCacheTests() => _graph = StateGraph.Create<ListState>("lists")
        .AddNode("add", static s => new ListState.Update { Items = [$"{s.Items.Count}"] })
        .AddEdge(Graph.Start, "add")
        .AddEdge("add", Graph.End)
        .Compile(new() { Checkpointer = _store });

    [Fact]
    public async Task Logs_of_many_threads_stay_within_a_budget_of_bytes()
    {
        var text = new string('x', 1 << 20);
        foreach (var thread in Names())
        {
            await _graph.InvokeAsync(new ListState.Update { Items = [text] }, thread);
            await _graph.GetStateAsync(thread);
        }

        _graph.Definition.Cache.Bytes.Should().BeInRange(ChannelCache.MaxBytes / 2, ChannelCache.MaxBytes);
        foreach (var thread in Names())
        {
            var result = await _graph.InvokeAsync(new ListState.Update { Items = ["more"] }, thread);
            result.State.Items.Should().Equal(text, "1", "more", "3");
        }
    }

    [Fact]
    public async Task A_log_that_is_larger_than_the_budget_is_not_kept_and_pushes_nothing_out()
    {
        await TurnsAsync("small", "a");
        var small = _graph.Definition.Cache.Bytes;

        await TurnsAsync("large", new string('x', ChannelCache.MaxBytes));

        small.Should().BePositive();
        _graph.Definition.Cache.Bytes.Should().Be(small);
        (await _graph.GetStateAsync("large")).State.Items.Should().HaveCount(4);
    }

    [Fact]
    public async Task Values_that_are_read_from_the_store_each_time_are_not_kept_beside_the_logs()
    {
        await TurnsAsync("t1", "a");

        var name = await RunWithNameAsync();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        _graph.Definition.Cache.Bytes.Should().BePositive();
        name.TryGetTarget(out _).Should().BeFalse();
        (await _graph.GetStateAsync("t1")).State.Name.Should().HaveLength(1000);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference<string>> RunWithNameAsync()
    {
        var name = new string('n', 1000);
        await _graph.InvokeAsync(new ListState.Update { Name = name }, "t1");
        return new WeakReference<string>(name);
    }

    private async Task TurnsAsync(string thread, string item)
    {
        await _graph.InvokeAsync(new ListState.Update { Items = [item] }, thread);
        await _graph.InvokeAsync(new ListState.Update { Items = ["b"] }, thread);
        await _graph.GetStateAsync(thread);
    }

    private static IEnumerable<string> Names() => Enumerable.Range(0, Threads).Select(static i => $"t{i}");
}
